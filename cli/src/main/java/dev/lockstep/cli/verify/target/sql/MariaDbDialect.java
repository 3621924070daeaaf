package dev.lockstep.cli.verify.target.sql;

import dev.lockstep.cli.verify.row.Column;
import dev.lockstep.cli.verify.row.Kind;
import dev.lockstep.cli.verify.row.RowKey;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A replica in MySQL or MariaDB, by a session in UTC. */
final class MariaDbDialect implements Dialect {

    private static final String HEX_MARK = "\\x";

    @Override
    public Optional<String> table(ReplicaSession session, List<String> parts) {
        List<String> own = parts.size() > 2 ? parts.subList(parts.size() - 2, parts.size()) : parts;
        String table = own.get(own.size() - 1);
        return session
                .query(
                        "look for table " + table,
                        row -> quoted(row.getString(1)) + "." + quoted(row.getString(2)),
                        "SELECT table_schema, table_name FROM information_schema.tables"
                                + " WHERE table_schema = coalesce(?, database())"
                                + " AND lower(table_name) = lower(?) ORDER BY table_name = ? DESC",
                        own.size() > 1 ? own.get(0) : null,
                        table,
                        table)
                .stream()
                .findFirst();
    }

    @Override
    public Map<String, String> columns(ReplicaSession session, String table) {
        String[] parts = table.substring(1, table.length() - 1).split("`\\.`", 2);
        Map<String, String> columns = new LinkedHashMap<>();
        session.query(
                        "read the columns of " + table,
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        "SELECT column_name, column_type FROM information_schema.columns"
                                + " WHERE table_schema = ? AND table_name = ?",
                        parts[0],
                        parts[1])
                .forEach(column -> columns.put(column.getKey(), column.getValue()));
        return columns;
    }

    @Override
    public String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    @Override
    public String told(Column column, String name, String type) {
        String plain = type.replaceFirst("[ (].*", "");
        return switch (plain) {
            case "bit" -> "lpad(bin(" + name + "), " + type.replaceAll("\\D", "") + ", '0')";
            // As a float it would have six digits.
            case "float" -> name + " + 0E0";
            case "date", "time", "datetime", "timestamp" -> "CAST(" + name + " AS CHAR)";
            case "binary", "varbinary", "blob", "tinyblob", "mediumblob", "longblob" ->
                    "concat('\\\\x', lower(hex(" + name + ")))";
            default -> name;
        };
    }

    /** Shapes have a binary form of their own. */
    @Override
    public boolean compares(String type) {
        return !type.matches("(point|geometry|linestring|polygon|multi.*|geom.*).*");
    }

    @Override
    public String wanted(List<Column> key, List<String> columns, List<String> types, int keys) {
        String names =
                columns.stream().map(name -> "t." + quoted(name)).collect(Collectors.joining(", "));
        String places = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        return " WHERE ("
                + names
                + ") IN ("
                + String.join(", ", Collections.nCopies(keys, places))
                + ")";
    }

    @Override
    public Object[] parameters(List<Column> key, Collection<RowKey> keys) {
        Object[] parameters = new Object[key.size() * keys.size()];
        int next = 0;
        for (RowKey row : keys) {
            for (int i = 0; i < key.size(); i++) {
                parameters[next++] = parameter(key.get(i), row.values().get(i));
            }
        }
        return parameters;
    }

    @Override
    public Object parameter(Column column, String value) {
        return switch (column.kind()) {
            case BYTES ->
                    value.startsWith(HEX_MARK)
                            ? HexFormat.of().parseHex(value.substring(HEX_MARK.length()))
                            : value;
            case BOOLEAN -> value.equals("true") ? 1 : 0;
            case TIMESTAMP, TIMESTAMP_TZ -> value.replace('T', ' ').replace("Z", "");
            default -> value;
        };
    }

    @Override
    public String place(String type) {
        return "?";
    }

    @Override
    public boolean isLikeSource() {
        return false;
    }

    @Override
    public String literal(Column column, String value) {
        Object parameter = parameter(column, value);
        if (parameter instanceof byte[]) {
            return "x'" + value.substring(HEX_MARK.length()) + "'";
        }
        return column.kind() == Kind.INTEGER || parameter instanceof Integer
                ? parameter.toString()
                : "'" + parameter.toString().replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
