package dev.lockstep.cli.verify.source;

import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.cli.verify.row.Column;
import dev.lockstep.cli.verify.row.ColumnType;
import dev.lockstep.cli.verify.row.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the tables whose rows go from a source connector to a sink. */
public final class SourceCatalog {

    private static final String TABLES =
            "SELECT schemaname, tablename, to_jsonb(p) ->> 'rowfilter',"
                    + " to_jsonb(p) ->> 'attnames'"
                    + " FROM pg_publication_tables p WHERE pubname = ? ORDER BY 1, 2";

    /** Servers before PostgreSQL 15 publish all columns but generated ones, and name none. */
    private static final String COLUMNS =
            "SELECT a.attname, format_type(a.atttypid, -1), b.typname, b.typtype, e.typname,"
                    + " e.typtype,"
                    + " coalesce(CAST(? AS jsonb) @> to_jsonb(a.attname::text),"
                    + " a.attgenerated = ''),"
                    + " array_position(i.indkey::int2[], a.attnum)"
                    + " FROM pg_attribute a"
                    + " JOIN pg_type t ON t.oid = a.atttypid"
                    + " JOIN pg_type b ON b.oid ="
                    + " CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END"
                    + " LEFT JOIN pg_type e ON e.oid = b.typelem AND b.typcategory = 'A'"
                    + " LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary"
                    + " WHERE a.attrelid = CAST(? AS regclass)"
                    + " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

    private record Attribute(Column column, boolean published, Integer keyPlace) {}

    /**
     * A table of a publication.
     *
     * @param filter of its rows; null for none
     * @param columns the published ones as JSON; null where the server does not name them
     */
    private record Published(String schema, String name, String filter, String columns) {

        static Published read(ResultSet row) throws SQLException {
            return new Published(
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4));
        }

        String fullName() {
            return schema + "." + name;
        }
    }

    private final DatabaseSession session;
    private final Map<String, String> source;
    private final Map<String, String> sink;
    private final Selection selection;
    private final TopicNames topics;

    public SourceCatalog(
            DatabaseSession session, Map<String, String> source, Map<String, String> sink) {
        this.session = session;
        this.source = source;
        this.sink = sink;
        this.selection = new Selection(source, sink);
        this.topics = new TopicNames(source, sink);
    }

    /** The tables, in the order of their names; some with a {@link SourceTable#problem}. */
    public List<SourceTable> tables() {
        boolean lockstep = source.getOrDefault("connector.class", "").startsWith("dev.lockstep.");
        String publication =
                source.getOrDefault(
                        "publication.name", lockstep ? "lockstep_publication" : "dbz_publication");
        List<SourceTable> tables = new ArrayList<>();
        session.query(
                        "read the tables of publication " + publication,
                        Published::read,
                        TABLES,
                        publication)
                .forEach(table -> table(table).ifPresent(tables::add));
        return tables;
    }

    private Optional<SourceTable> table(Published table) {
        String topic = topics.of(table.schema(), table.name());
        if (!topics.isRead(topic)
                || !selection.hasTable(session.database(), table.schema(), table.name())) {
            return Optional.empty();
        }
        if (table.filter() != null) {
            return Optional.of(
                    problem(
                            table,
                            topic,
                            "its publication has a row filter, so that the target has some of its"
                                    + " rows only. Choose other tables (--table)."));
        }
        return Optional.of(table(table, topic, attributes(table)));
    }

    private SourceTable table(Published table, String topic, List<Attribute> attributes) {
        List<String> keys = keys(table.schema(), table.name(), attributes);
        List<Column> columns = new ArrayList<>();
        for (String key : keys) {
            Optional<Column> column = column(attributes, key);
            if (column.isEmpty()) {
                return problem(
                        table,
                        topic,
                        "it has no column "
                                + key
                                + ", which is to be of the key. Check pk.fields and"
                                + " message.key.columns.");
            }
            columns.add(column.get());
        }
        List<String> notes = new ArrayList<>();
        for (Attribute attribute : attributes) {
            if (!keys.contains(attribute.column().name())
                    && isCompared(attribute, table.schema(), table.name(), topic, notes)) {
                columns.add(attribute.column());
            }
        }
        return new SourceTable(
                session.database(),
                table.schema(),
                table.name(),
                topic,
                columns,
                keys.size(),
                notes,
                null);
    }

    private SourceTable problem(Published table, String topic, String why) {
        return new SourceTable(
                session.database(),
                table.schema(),
                table.name(),
                topic,
                List.of(),
                0,
                List.of(),
                "Cannot compare " + table.fullName() + ": " + why);
    }

    private boolean isCompared(
            Attribute attribute, String schema, String table, String topic, List<String> notes) {
        String column = attribute.column().name();
        if (!attribute.published() || !selection.hasColumn(topic, schema, table, column, false)) {
            return false;
        }
        if (selection.isAltered(schema, table, column)) {
            notes.add(column + " is masked or shortened at the source and not compared");
            return false;
        }
        if (attribute.column().kind() == Kind.OTHER
                || attribute.column().type().element() == Kind.OTHER) {
            notes.add(
                    column
                            + " ("
                            + attribute.column().type().name()
                            + ") is compared by the server's text");
        }
        return true;
    }

    private List<Attribute> attributes(Published table) {
        return session.query(
                "read the columns of " + table.fullName(),
                SourceCatalog::attribute,
                COLUMNS,
                table.columns(),
                SourceRows.quoted(table.schema()) + "." + SourceRows.quoted(table.name()));
    }

    private static Attribute attribute(ResultSet row) throws SQLException {
        String element = row.getString(5);
        Kind kind = element == null ? Kind.of(row.getString(3), row.getString(4)) : Kind.ARRAY;
        Kind ofElements = element == null ? null : Kind.of(element, row.getString(6));
        int number = row.getInt(8);
        Integer place = row.wasNull() ? null : number;
        return new Attribute(
                new Column(row.getString(1), new ColumnType(row.getString(2), kind, ofElements)),
                row.getBoolean(7),
                place);
    }

    /** The columns of the key that events have: the sink's choice, the source's, or the table's. */
    private List<String> keys(String schema, String name, List<Attribute> attributes) {
        String chosen = sink.getOrDefault("pk.fields", "").strip();
        if (!chosen.isEmpty()) {
            return Arrays.stream(chosen.split(",", -1)).map(String::strip).toList();
        }
        for (String entry : source.getOrDefault("message.key.columns", "").split(";", -1)) {
            Matcher parts = Pattern.compile("\\s*(.+):([^:]+)").matcher(entry);
            if (parts.matches()
                    && Expressions.of("message.key.columns", parts.group(1))
                            .match(schema + "." + name)) {
                return Arrays.stream(parts.group(2).split(",", -1)).map(String::strip).toList();
            }
        }
        return attributes.stream()
                .filter(attribute -> attribute.keyPlace() != null)
                .sorted((one, other) -> one.keyPlace().compareTo(other.keyPlace()))
                .map(attribute -> attribute.column().name())
                .toList();
    }

    private static Optional<Column> column(List<Attribute> attributes, String name) {
        return attributes.stream()
                .map(Attribute::column)
                .filter(column -> column.name().equals(name))
                .findFirst();
    }
}
