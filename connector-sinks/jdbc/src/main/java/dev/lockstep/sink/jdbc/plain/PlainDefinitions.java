package dev.lockstep.sink.jdbc.plain;

import dev.lockstep.sink.jdbc.dialect.Dialect.DefinitionSql;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Statements about definitions, in standard SQL. */
final class PlainDefinitions implements DefinitionSql {

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String quoted(TableName table) {
        return (table.catalog() == null ? "" : quoted(table.catalog()) + ".")
                + (table.schema() == null ? "" : quoted(table.schema()) + ".")
                + quoted(table.name());
    }

    @Override
    public String createTable(
            TableName table, List<String> columns, List<String> types, List<String> key) {
        String definitions =
                IntStream.range(0, columns.size())
                        .mapToObj(i -> quoted(columns.get(i)) + " " + types.get(i))
                        .collect(Collectors.joining(", "));
        String primaryKey =
                key.isEmpty()
                        ? ""
                        : key.stream()
                                .map(PlainDefinitions::quoted)
                                .collect(Collectors.joining(", ", ", PRIMARY KEY (", ")"));
        return "CREATE TABLE " + quoted(table) + " (" + definitions + primaryKey + ")";
    }

    @Override
    public String addColumn(TableName table, String column, String type) {
        return "ALTER TABLE " + quoted(table) + " ADD COLUMN " + quoted(column) + " " + type;
    }

    @Override
    public String changeType(TableName table, String column, String type) {
        return alterColumn(table, column) + " SET DATA TYPE " + type;
    }

    @Override
    public String dropNotNull(TableName table, TargetColumn column) {
        return alterColumn(table, column.name()) + " DROP NOT NULL";
    }

    private static String alterColumn(TableName table, String column) {
        return "ALTER TABLE " + quoted(table) + " ALTER COLUMN " + quoted(column);
    }

    @Override
    public String dropColumn(TableName table, String column) {
        return "ALTER TABLE " + quoted(table) + " DROP COLUMN " + quoted(column);
    }

    @Override
    public String renameColumn(TableName table, String from, String to) {
        return "ALTER TABLE "
                + quoted(table)
                + " RENAME COLUMN "
                + quoted(from)
                + " TO "
                + quoted(to);
    }

    /** A plain delete: TRUNCATE would end the transaction in H2, and SQLite does not know it. */
    @Override
    public String truncate(TableName table) {
        return "DELETE FROM " + quoted(table);
    }
}
