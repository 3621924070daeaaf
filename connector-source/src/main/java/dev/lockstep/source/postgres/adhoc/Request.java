package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.source.postgres.signal.Signal;
import dev.lockstep.source.postgres.signal.Signal.Condition;
import dev.lockstep.source.postgres.signal.Signal.ExecuteSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A snapshot that was asked for and is not complete.
 *
 * @param asked as the signal said it
 * @param tables what is left to read, the current one first; null until the names have been found
 */
record Request(ExecuteSnapshot asked, List<TableName> tables) {

    String id() {
        return asked.id();
    }

    Request withTables(List<TableName> left) {
        return new Request(asked, List.copyOf(left));
    }

    /** The condition on the rows of a table; null for none. */
    String filter(TableName table) {
        for (Condition condition : asked.conditions()) {
            if (Signal.matches(condition.collection(), table.toString())) {
                return condition.filter();
            }
        }
        return null;
    }

    /** What is left when the tables that match are left out. */
    Request without(List<String> expressions) {
        if (tables == null) {
            List<String> left = new ArrayList<>(asked.collections());
            left.removeAll(expressions);
            return new Request(
                    new ExecuteSnapshot(
                            id(), left, asked.conditions(), asked.surrogateKey(), asked.blocking()),
                    null);
        }
        return withTables(
                tables.stream()
                        .filter(
                                table ->
                                        expressions.stream()
                                                .noneMatch(
                                                        expression ->
                                                                Signal.matches(
                                                                        expression,
                                                                        table.toString())))
                        .toList());
    }

    boolean isEmpty() {
        return tables == null ? asked.collections().isEmpty() : tables.isEmpty();
    }

    /** Whether another form of this request is still at the same table. */
    boolean beginsLike(Request other) {
        return asked.equals(other.asked)
                && tables != null
                && other.tables != null
                && tables.get(0).equals(other.tables.get(0));
    }

    /** The statements that read tables of which not all is asked for, by {@code schema.table}. */
    Map<String, String> statements() {
        Map<String, String> statements = new HashMap<>();
        for (TableName table : tables) {
            String filter = filter(table);
            if (filter != null) {
                statements.put(table.toString(), statement(table, filter));
            }
        }
        return statements;
    }

    /** As in Debezium, a blocking snapshot's filter is a statement; a condition will do, too. */
    private static String statement(TableName table, String filter) {
        return filter.regionMatches(true, 0, "select", 0, 6)
                ? filter
                : "SELECT * FROM " + table.quoted() + " WHERE " + filter;
    }

    /** The names of the tables for notifications. */
    String tableList() {
        return tables == null
                ? String.join(",", asked.collections())
                : String.join(",", tables.stream().map(TableName::toString).toList());
    }
}
