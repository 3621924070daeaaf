package dev.lockstep.sink.jdbc.postgres;

import static dev.lockstep.sink.jdbc.postgres.Identifiers.quote;

import dev.lockstep.sink.jdbc.dialect.Dialect.DefinitionSql;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import java.util.List;
import java.util.stream.Collectors;

/** PostgreSQL's statements about definitions. */
final class Definitions implements DefinitionSql {

    @Override
    public String createTable(
            TableName table, List<String> columns, List<String> types, List<String> key) {
        StringBuilder sql = new StringBuilder("CREATE TABLE ").append(quote(table)).append(" (");
        for (int i = 0; i < columns.size(); i++) {
            sql.append(i == 0 ? "" : ", ");
            sql.append(quote(columns.get(i))).append(' ').append(types.get(i));
        }
        if (!key.isEmpty()) {
            sql.append(", PRIMARY KEY (")
                    .append(key.stream().map(Identifiers::quote).collect(Collectors.joining(", ")))
                    .append(')');
        }
        return sql.append(')').toString();
    }

    @Override
    public String addColumn(TableName table, String column, String type) {
        return alter(table) + "ADD COLUMN " + quote(column) + " " + type;
    }

    @Override
    public String changeType(TableName table, String column, String type) {
        return alter(table) + "ALTER COLUMN " + quote(column) + " TYPE " + type;
    }

    @Override
    public String dropNotNull(TableName table, TargetColumn column) {
        return alter(table) + "ALTER COLUMN " + quote(column.name()) + " DROP NOT NULL";
    }

    @Override
    public String dropColumn(TableName table, String column) {
        return alter(table) + "DROP COLUMN " + quote(column);
    }

    @Override
    public String renameColumn(TableName table, String from, String to) {
        return alter(table) + "RENAME COLUMN " + quote(from) + " TO " + quote(to);
    }

    @Override
    public String truncate(TableName table) {
        return "TRUNCATE TABLE " + quote(table);
    }

    private static String alter(TableName table) {
        return "ALTER TABLE " + quote(table) + " ";
    }
}
