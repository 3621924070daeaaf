package dev.lockstep.cli.verify.source;

import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.cli.verify.row.Checksum;
import dev.lockstep.cli.verify.row.Column;
import dev.lockstep.cli.verify.row.Forms;
import dev.lockstep.cli.verify.row.Kind;
import dev.lockstep.cli.verify.row.RowKey;
import dev.lockstep.cli.verify.row.SourceRow;
import dev.lockstep.cli.verify.row.Spelling;
import dev.lockstep.event.Lsn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads the rows of one table of the source. Every statement sees one moment of the database. */
public final class SourceRows {

    /** Shorter than a page's header, which the log's end can stand behind before a record does. */
    private static final int LONGEST_PAGE_HEADER = 40;

    private static final int LOG_PAGE = 8_192;

    /** Makes a session tell values in one way, whatever its server's settings are. */
    public static final String SETTINGS =
            "SELECT set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO', false),"
                    + " set_config('IntervalStyle', 'iso_8601', false),"
                    + " set_config('bytea_output', 'hex', false),"
                    + " set_config('extra_float_digits', '3', false)";

    private final DatabaseSession session;
    private final SourceTable table;
    private final List<UnaryOperator<String>> spellings;
    private final WantedKeys wanted;
    private final RangeStatements ranges;
    private final String select;
    private final String act;

    public SourceRows(DatabaseSession session, SourceTable table, Forms forms) {
        session.query("prepare the session", row -> "", SETTINGS);
        this.session = session;
        this.table = table;
        this.spellings = spellings(table, forms);
        this.wanted =
                new WantedKeys(
                        table.key().stream().map(Column::name).toList(),
                        table.key().stream().map(column -> column.type().name()).toList());
        this.ranges =
                new RangeStatements(
                        name(table),
                        table.columns().stream().map(Column::name).toList(),
                        wanted.types());
        this.select =
                "SELECT t.xmin::text || t.ctid::text, "
                        + columns(table.columns())
                        + " FROM "
                        + name(table)
                        + " t";
        this.act = "read rows of " + table.fullName();
    }

    /** The spelling of each column; those of keys keep all digits, for the server reads them. */
    public static List<UnaryOperator<String>> spellings(SourceTable table, Forms forms) {
        Spelling exact = new Spelling(forms.exact());
        Spelling values = new Spelling(forms);
        return IntStream.range(0, table.columns().size())
                .mapToObj(
                        i ->
                                (i < table.keySize() ? exact : values)
                                        .of(table.columns().get(i).type()))
                .toList();
    }

    public SourceTable table() {
        return table;
    }

    /** A place in the log that everything visible until now was committed before. */
    public Lsn place() {
        return session.first(
                        "read the end of the log",
                        row -> before(Lsn.parse(row.getString(1))),
                        "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()"
                                + " ELSE pg_current_wal_insert_lsn() END")
                .orElseThrow();
    }

    /** Where nothing stands on a page but its header, the log ends with the page before. */
    private static Lsn before(Lsn end) {
        long inPage = end.value() % LOG_PAGE;
        return inPage <= LONGEST_PAGE_HEADER ? new Lsn(end.value() - inPage) : end;
    }

    /** About how many rows there are. */
    public long estimate() {
        return session.first(
                        "read the size of " + table.fullName(),
                        row -> Math.max(0, row.getLong(1)),
                        "SELECT reltuples::bigint FROM pg_class WHERE oid = CAST(? AS regclass)",
                        name(table))
                .orElse(0L);
    }

    /**
     * The next rows in the order of the key.
     *
     * @param last of the rows before; null for none
     */
    public List<SourceRow> after(SourceRow last, int count) {
        String order = columns(table.key());
        String places =
                table.key().stream()
                        .map(column -> "CAST(? AS " + column.type().name() + ")")
                        .collect(Collectors.joining(", "));
        String sql =
                select
                        + (last == null ? "" : " WHERE (" + order + ") > (" + places + ")")
                        + " ORDER BY "
                        + order
                        + " LIMIT "
                        + count;
        Object[] parameters =
                last == null ? new Object[0] : last.texts().subList(0, table.keySize()).toArray();
        return session.query(act, this::row, sql, parameters);
    }

    /** The rows of a range. */
    public List<SourceRow> between(List<String> from, List<String> to) {
        return session.query(
                act,
                this::row,
                select + ranges.condition(from, to),
                RangeStatements.parameters(from, to));
    }

    /** What the rows of a range come to. */
    public Checksum sum(List<String> from, List<String> to) {
        return session.first(
                        act,
                        row -> new Checksum(row.getLong(1), row.getString(2)),
                        ranges.sum(from, to),
                        RangeStatements.parameters(from, to))
                .orElseThrow();
    }

    /** The key so many rows behind the beginning of a range; empty where it has fewer. */
    public Optional<List<String>> bound(List<String> from, List<String> to, int rows) {
        return session.first(
                act,
                row -> {
                    String[] key = new String[table.keySize()];
                    for (int i = 0; i < key.length; i++) {
                        key[i] = row.getString(i + 1);
                    }
                    return List.of(key);
                },
                ranges.bound(from, to, rows),
                RangeStatements.parameters(from, to));
    }

    /** Those of these rows that there are. */
    public Map<RowKey, SourceRow> find(Collection<RowKey> keys) {
        Map<RowKey, SourceRow> found = new HashMap<>();
        session.query(act, this::row, select + wanted.join(), wanted.parameters(keys))
                .forEach(row -> found.put(row.key(), row));
        return found;
    }

    private SourceRow row(ResultSet result) throws SQLException {
        String[] texts = new String[table.columns().size()];
        String[] values = new String[texts.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = result.getString(i + 2);
            values[i] = spellings.get(i).apply(texts[i]);
        }
        List<String> key = new ArrayList<>(Arrays.asList(values).subList(0, table.keySize()));
        return new SourceRow(new RowKey(key), result.getString(1), list(texts), list(values));
    }

    private static List<String> list(String[] values) {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    private static String columns(List<Column> columns) {
        return columns.stream().map(SourceRows::told).collect(Collectors.joining(", "));
    }

    /** Money tells its currency otherwise. */
    private static String told(Column column) {
        String name = "t." + quoted(column.name());
        return column.kind() == Kind.MONEY ? name + "::numeric" : name;
    }

    public static String name(SourceTable table) {
        return quoted(table.schema()) + "." + quoted(table.name());
    }

    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
