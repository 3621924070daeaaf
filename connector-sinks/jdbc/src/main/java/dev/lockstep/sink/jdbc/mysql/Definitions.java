package dev.lockstep.sink.jdbc.mysql;

import static dev.lockstep.sink.jdbc.mysql.Quoting.quote;

import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Definitions in MySQL's words. Each but {@link #truncate} commits the transaction it is in. */
final class Definitions implements Dialect.DefinitionSql {

    @Override
    public String createTable(
            TableName table, List<String> columns, List<String> types, List<String> key) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            parts.add(quote(columns.get(i)) + " " + types.get(i));
        }
        if (!key.isEmpty()) {
            parts.add(
                    key.stream()
                            .map(Quoting::quote)
                            .collect(Collectors.joining(", ", "PRIMARY KEY (", ")")));
        }
        return "CREATE TABLE IF NOT EXISTS "
                + quote(table)
                + " ("
                + String.join(", ", parts)
                + ") ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4";
    }

    @Override
    public String addColumn(TableName table, String column, String type) {
        return alter(table) + "ADD COLUMN " + quote(column) + " " + type;
    }

    @Override
    public String changeType(TableName table, String column, String type) {
        return alter(table) + "MODIFY COLUMN " + quote(column) + " " + type;
    }

    @Override
    public String dropNotNull(TableName table, TargetColumn column) {
        return changeType(table, column.name(), column.type() + " NULL");
    }

    @Override
    public String dropColumn(TableName table, String column) {
        return alter(table) + "DROP COLUMN " + quote(column);
    }

    @Override
    public String renameColumn(TableName table, String from, String to) {
        return alter(table) + "RENAME COLUMN " + quote(from) + " TO " + quote(to);
    }

    /** TRUNCATE would commit what precedes it, and could not be taken back. */
    @Override
    public String truncate(TableName table) {
        return "DELETE FROM " + quote(table);
    }

    private static String alter(TableName table) {
        return "ALTER TABLE " + quote(table) + " ";
    }
}
