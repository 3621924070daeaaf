package dev.lockstep.source.postgres.snapshot;

import dev.lockstep.source.postgres.catalog.Identifiers;
import dev.lockstep.source.postgres.catalog.PublishedTables.Heap;
import dev.lockstep.source.postgres.catalog.PublishedTables.PublishedTable;
import dev.lockstep.source.postgres.record.CopiedRows.Selected;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the statement that brings rows of a table as {@link
 * dev.lockstep.source.postgres.record.CopiedRows} reads them.
 */
public final class CopyStatement {

    private CopyStatement() {}

    /**
     * Rows of one table or partition.
     *
     * @param conditions all of which they meet besides the publication's row filter; empty ones are
     *     left out
     * @param order an ORDER BY and LIMIT; may be empty
     */
    public static String of(
            PublishedTable table,
            Heap heap,
            List<Selected> columns,
            List<String> conditions,
            String order) {
        String where =
                conditions.stream()
                        .filter(condition -> !condition.isEmpty())
                        .map(condition -> "(" + condition + ")")
                        .collect(Collectors.joining(" AND "));
        String filter = table.rowFilter().isEmpty() ? "" : "(" + table.rowFilter() + ")";
        String all = where + (where.isEmpty() || filter.isEmpty() ? "" : " AND ") + filter;
        return copy(
                "SELECT "
                        + columns.stream()
                                .map(column -> expression(table, column, false))
                                .collect(Collectors.joining(", "))
                        + " FROM ONLY "
                        + Identifiers.quote(heap.schema())
                        + "."
                        + Identifiers.quote(heap.name())
                        + (all.isEmpty() ? "" : " WHERE " + all)
                        + (order.isEmpty() ? "" : " " + order));
    }

    /** The rows that a user's statement gives, by the names of its columns. */
    static String of(PublishedTable table, List<Selected> columns, String statement) {
        return copy(
                "SELECT "
                        + columns.stream()
                                .map(column -> expression(table, column, true))
                                .collect(Collectors.joining(", "))
                        + " FROM (\n"
                        + statement
                        + "\n) AS lockstep_rows");
    }

    private static String copy(String select) {
        return "COPY (" + select + ") TO STDOUT (FORMAT binary)";
    }

    /**
     * A cast to text would not do: for some types it gives another text than their output function,
     * which is what the log has and what {@code format} calls as well.
     */
    private static String expression(PublishedTable table, Selected column, boolean cast) {
        String name = Identifiers.quote(column.name());
        String value =
                cast ? "CAST(" + name + " AS " + table.types().get(column.name()) + ")" : name;
        if (column.binary()) {
            return value;
        }
        String output = table.outputs().get(column.name());
        return output.isEmpty()
                ? "CASE num_nulls(" + value + ") WHEN 0 THEN format('%s', " + value + ") END"
                : output + "(" + value + ")";
    }
}
