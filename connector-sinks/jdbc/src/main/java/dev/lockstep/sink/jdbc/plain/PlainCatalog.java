package dev.lockstep.sink.jdbc.plain;

import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads definitions from the metadata that every JDBC driver has. */
final class PlainCatalog {

    private static final Set<String> SIZED =
            Set.of(
                    "numeric",
                    "decimal",
                    "character",
                    "char",
                    "character varying",
                    "varchar",
                    "binary",
                    "binary varying",
                    "varbinary");

    private final DatabaseMetaData metadata;

    PlainCatalog(DatabaseMetaData metadata) {
        this.metadata = metadata;
    }

    Optional<TargetTable> read(TableName wanted) throws SQLException {
        TableName name = located(wanted);
        List<TargetColumn> columns = columns(name);
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        List<String> primaryKey = primaryKey(name);
        return Optional.of(
                new TargetTable(
                        name, columns, primaryKey, uniqueKeys(name, primaryKey), references(name)));
    }

    /** Without a schema the connection's own is meant, not any. */
    private TableName located(TableName wanted) throws SQLException {
        String schema =
                wanted.schema() == null ? metadata.getConnection().getSchema() : wanted.schema();
        return new TableName(wanted.catalog(), schema, wanted.name());
    }

    private List<TargetColumn> columns(TableName table) throws SQLException {
        List<TargetColumn> columns = new ArrayList<>();
        try (ResultSet rows =
                metadata.getColumns(
                        table.catalog(), pattern(table.schema()), pattern(table.name()), null)) {
            while (rows.next()) {
                columns.add(column(rows));
            }
        }
        return columns;
    }

    private String pattern(String name) throws SQLException {
        if (name == null) {
            return null;
        }
        String escape = metadata.getSearchStringEscape();
        return escape == null || escape.isEmpty()
                ? name
                : name.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
    }

    private static TargetColumn column(ResultSet row) throws SQLException {
        String name = row.getString("COLUMN_NAME");
        String declared = row.getString("TYPE_NAME");
        int size = row.getInt("COLUMN_SIZE");
        int digits = row.getInt("DECIMAL_DIGITS");
        boolean nullable = row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
        boolean hasDefault = row.getString("COLUMN_DEF") != null;
        boolean generated = "YES".equals(row.getString("IS_GENERATEDCOLUMN"));
        boolean identity = "YES".equals(row.getString("IS_AUTOINCREMENT"));
        int bracket = declared.indexOf('(');
        String family = bracket < 0 ? declared : declared.substring(0, bracket).strip();
        return new TargetColumn(
                name,
                bracket < 0 ? typed(declared, size, digits) : declared,
                family,
                nullable,
                hasDefault || identity,
                generated && !identity,
                false);
    }

    private static String typed(String family, int size, int digits) {
        String lower = family.toLowerCase(Locale.ROOT);
        if (SIZED.contains(lower) && size > 0) {
            return lower.equals("numeric") || lower.equals("decimal")
                    ? family + "(" + size + ", " + digits + ")"
                    : family + "(" + size + ")";
        }
        boolean clock = lower.startsWith("timestamp") || lower.startsWith("time");
        if (clock && digits > 0) {
            int word = family.indexOf(' ');
            return word < 0
                    ? family + "(" + digits + ")"
                    : family.substring(0, word) + "(" + digits + ")" + family.substring(word);
        }
        return family;
    }

    private List<String> primaryKey(TableName table) throws SQLException {
        Map<Integer, String> key = new TreeMap<>();
        try (ResultSet rows =
                metadata.getPrimaryKeys(table.catalog(), table.schema(), table.name())) {
            while (rows.next()) {
                key.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(key.values());
    }

    private List<List<String>> uniqueKeys(TableName table, List<String> primaryKey)
            throws SQLException {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        try (ResultSet rows =
                metadata.getIndexInfo(table.catalog(), table.schema(), table.name(), true, true)) {
            while (rows.next()) {
                String column = rows.getString("COLUMN_NAME");
                if (column != null) {
                    keys.computeIfAbsent(rows.getString("INDEX_NAME"), i -> new ArrayList<>())
                            .add(column);
                }
            }
        }
        return keys.values().stream().filter(key -> !key.equals(primaryKey)).toList();
    }

    private List<TableName> references(TableName table) throws SQLException {
        List<TableName> references = new ArrayList<>();
        try (ResultSet rows =
                metadata.getImportedKeys(table.catalog(), table.schema(), table.name())) {
            while (rows.next()) {
                references.add(
                        new TableName(
                                table.catalog(),
                                rows.getString("PKTABLE_SCHEM"),
                                rows.getString("PKTABLE_NAME")));
            }
        }
        return references.stream().distinct().toList();
    }
}
