package dev.lockstep.cli.check;

import dev.lockstep.cli.shop.ReceivedEvent;
import dev.lockstep.event.ChangeEvent;
import dev.lockstep.event.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the check compares of an event.
 *
 * @param before the columns that the old row has; columns the log does not carry are left out
 * @param after the new row; empty where there is none
 * @param unavailable names of the columns whose value the log did not carry
 */
record RowChange(
        String op,
        String table,
        Map<String, Object> key,
        Map<String, Object> before,
        Map<String, Object> after,
        List<String> unavailable) {

    static RowChange of(ReceivedEvent event) {
        ChangeEvent change = event.change();
        return new RowChange(
                change.operation().code(),
                event.table(),
                columns(Row.of(event.key())),
                change.before().map(RowChange::withoutNulls).orElse(Map.of()),
                change.after().map(RowChange::columns).orElse(Map.of()),
                change.unavailableFields());
    }

    /** The row it is about, in words. */
    String row() {
        return op + " " + table + " " + key;
    }

    private static Map<String, Object> columns(Row row) {
        Map<String, Object> columns = new LinkedHashMap<>();
        row.columns().forEach(column -> columns.put(column, row.value(column)));
        return columns;
    }

    /** A null in an old row may mean that the log does not carry the column. */
    private static Map<String, Object> withoutNulls(Row row) {
        Map<String, Object> columns = columns(row);
        columns.values().removeIf(value -> value == null);
        return columns;
    }
}
