package dev.lockstep.cli.verify.target.sql;

import dev.lockstep.cli.verify.row.Column;
import dev.lockstep.cli.verify.row.Forms;
import dev.lockstep.cli.verify.row.Kind;
import dev.lockstep.cli.verify.row.RowKey;
import dev.lockstep.cli.verify.row.SourceRow;
import dev.lockstep.cli.verify.row.Spot;
import dev.lockstep.cli.verify.source.RangeStatements;
import dev.lockstep.cli.verify.source.SourceRows;
import dev.lockstep.cli.verify.source.SourceTable;
import dev.lockstep.cli.verify.target.Ranges;
import dev.lockstep.cli.verify.target.TargetTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of a replica, which has its rows by the same key. */
final class SqlTable implements TargetTable {

    private final ReplicaSession session;
    private final Dialect dialect;
    private final SourceTable source;
    private final String name;
    private final List<String> columns;
    private final List<String> types;
    private final List<UnaryOperator<String>> spellings;
    private final String act;

    /**
     * @param name as statements write it
     * @param columns of the replica, one for each of the source's
     * @param types of these
     */
    SqlTable(
            ReplicaSession session,
            Dialect dialect,
            SourceTable source,
            String name,
            List<String> columns,
            List<String> types,
            Forms forms) {
        this.session = session;
        this.dialect = dialect;
        this.source = source;
        this.name = name;
        this.columns = columns;
        this.types = types;
        this.spellings = SourceRows.spellings(source, forms);
        this.act = "read rows of the target's " + name;
    }

    @Override
    public SourceTable source() {
        return source;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Spot spot(SourceRow row) {
        return new Spot(row.key(), "");
    }

    @Override
    public Map<Spot, List<String>> find(Collection<Spot> spots) {
        List<RowKey> keys = spots.stream().map(Spot::key).toList();
        Map<Spot, List<String>> found = new HashMap<>();
        if (!keys.isEmpty()) {
            String sql =
                    select(columns.size())
                            + dialect.wanted(
                                    source.key(),
                                    keyColumns(),
                                    types.subList(0, keySize()),
                                    keys.size());
            session.query(act, this::values, sql, dialect.parameters(source.key(), keys))
                    .forEach(values -> found.put(spot(values), values));
        }
        return found;
    }

    @Override
    public void scan(int count, Consumer<List<Spot>> rows) {
        List<String> last = null;
        while (true) {
            List<List<String>> page = page(last, count);
            if (!page.isEmpty()) {
                rows.accept(page.stream().map(this::spelled).map(this::spot).toList());
            }
            if (page.size() < count) {
                return;
            }
            last = place(page.get(page.size() - 1));
        }
    }

    /** The key that the next page begins behind: padding counts in the order of texts. */
    private List<String> place(List<String> texts) {
        List<String> place = new ArrayList<>(spelled(texts));
        for (int i = 0; i < place.size(); i++) {
            if (source.columns().get(i).kind() == Kind.PADDED_TEXT && texts.get(i) != null) {
                place.set(i, texts.get(i));
            }
        }
        return place;
    }

    /** As the server spells them. */
    private List<List<String>> page(List<String> last, int count) {
        String order =
                keyColumns().stream()
                        .map(column -> "t." + dialect.quoted(column))
                        .collect(Collectors.joining(", "));
        String places =
                types.subList(0, keySize()).stream()
                        .map(dialect::place)
                        .collect(Collectors.joining(", "));
        String sql =
                select(keySize())
                        + (last == null ? "" : " WHERE (" + order + ") > (" + places + ")")
                        + " ORDER BY "
                        + order
                        + " LIMIT "
                        + count;
        Object[] parameters =
                last == null
                        ? new Object[0]
                        : IntStream.range(0, keySize())
                                .mapToObj(
                                        i ->
                                                dialect.parameter(
                                                        source.columns().get(i), last.get(i)))
                                .toArray();
        return session.query(act, row -> texts(row, keySize()), sql, parameters);
    }

    private int keySize() {
        return source.keySize();
    }

    private List<String> keyColumns() {
        return columns.subList(0, keySize());
    }

    private String select(int count) {
        String told =
                IntStream.range(0, count)
                        .mapToObj(
                                i ->
                                        dialect.told(
                                                source.columns().get(i),
                                                "t." + dialect.quoted(columns.get(i)),
                                                types.get(i)))
                        .collect(Collectors.joining(", "));
        return "SELECT " + told + " FROM " + name + " t";
    }

    private List<String> values(ResultSet row) throws SQLException {
        return spelled(texts(row, columns.size()));
    }

    @Override
    public Optional<Ranges> ranges() {
        if (!dialect.isLikeSource() || !SqlRanges.fit(source, types)) {
            return Optional.empty();
        }
        RangeStatements statements =
                new RangeStatements(name, columns, types.subList(0, keySize()));
        return Optional.of(new SqlRanges(session, statements, texts -> spot(spelled(texts))));
    }

    private List<String> spelled(List<String> texts) {
        String[] values = new String[texts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = spellings.get(i).apply(texts.get(i));
            if (values[i] == null && i < keySize()) {
                values[i] = "";
            }
        }
        return Arrays.asList(values);
    }

    static List<String> texts(ResultSet row, int count) throws SQLException {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = row.getString(i + 1);
        }
        return Arrays.asList(texts);
    }

    private Spot spot(List<String> values) {
        return new Spot(new RowKey(new ArrayList<>(values.subList(0, keySize()))), "");
    }

    @Override
    public String removal(Spot spot) {
        List<Column> key = source.key();
        return "DELETE FROM "
                + name
                + " WHERE "
                + IntStream.range(0, key.size())
                        .mapToObj(
                                i ->
                                        dialect.compared(key.get(i), columns.get(i))
                                                + " = "
                                                + dialect.literal(
                                                        key.get(i), spot.key().values().get(i)))
                        .collect(Collectors.joining(" AND "))
                + ";";
    }
}
