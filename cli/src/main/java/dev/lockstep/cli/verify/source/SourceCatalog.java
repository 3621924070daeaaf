package dev.lockstep.cli.verify.source;

import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.cli.output.CommandException;
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
            "SELECT schemaname, tablename, to_jsonb(p) ->> 'rowfilter'"
                    + " FROM pg_publication_tables p WHERE pubname = ? ORDER BY 1, 2";

    private static final String COLUMNS =
            "SELECT a.attname, format_type(a.atttypid, -1), b.typname, b.typtype, e.typname,"
                    + " e.typtype, a.attgenerated <> '',"
                    + " array_position(i.indkey::int2[], a.attnum)"
                    + " FROM pg_attribute a"
                    + " JOIN pg_type t ON t.oid = a.atttypid"
                    + " JOIN pg_type b ON b.oid ="
                    + " CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END"
                    + " LEFT JOIN pg_type e ON e.oid = b.typelem AND b.typcategory = 'A'"
                    + " LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary"
                    + " WHERE a.attrelid = CAST(? AS regclass)"
                    + " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

    private record Attribute(Column column, boolean generated, Integer keyPlace) {}

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

    /** The tables, in the order of their names. */
    public List<SourceTable> tables() {
        boolean lockstep = source.getOrDefault("connector.class", "").startsWith("dev.lockstep.");
        String publication =
                source.getOrDefault(
                        "publication.name", lockstep ? "lockstep_publication" : "dbz_publication");
        List<SourceTable> tables = new ArrayList<>();
        session.query(
                        "read the tables of publication " + publication,
                        row -> new String[] {row.getString(1), row.getString(2), row.getString(3)},
                        TABLES,
                        publication)
                .forEach(row -> table(row[0], row[1], row[2] != null).ifPresent(tables::add));
        return tables;
    }

    private Optional<SourceTable> table(String schema, String name, boolean filtered) {
        String topic = topics.of(schema, name);
        if (!topics.isRead(topic) || !selection.hasTable(session.database(), schema, name)) {
            return Optional.empty();
        }
        if (filtered) {
            throw new CommandException(
                    "Cannot compare "
                            + schema
                            + "."
                            + name
                            + ": its publication has a row filter, so that the target has some of"
                            + " its rows only. Choose other tables (--table).");
        }
        List<Attribute> attributes = attributes(schema, name);
        List<String> keys = keys(schema, name, attributes);
        List<Column> columns = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        keys.forEach(key -> columns.add(column(attributes, key, schema + "." + name)));
        for (Attribute attribute : attributes) {
            String column = attribute.column().name();
            if (!keys.contains(column) && isCompared(attribute, schema, name, topic, notes)) {
                columns.add(attribute.column());
            }
        }
        return Optional.of(
                new SourceTable(
                        session.database(), schema, name, topic, columns, keys.size(), notes));
    }

    private boolean isCompared(
            Attribute attribute, String schema, String table, String topic, List<String> notes) {
        String column = attribute.column().name();
        if (attribute.generated() || !selection.hasColumn(topic, schema, table, column, false)) {
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

    private List<Attribute> attributes(String schema, String name) {
        return session.query(
                "read the columns of " + schema + "." + name,
                SourceCatalog::attribute,
                COLUMNS,
                SourceRows.quoted(schema) + "." + SourceRows.quoted(name));
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

    private static Column column(List<Attribute> attributes, String name, String table) {
        return attributes.stream()
                .map(Attribute::column)
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandException(
                                        "Cannot compare "
                                                + table
                                                + ": it has no column "
                                                + name
                                                + ", which is to be of the key. Check pk.fields"
                                                + " and message.key.columns."));
    }
}
