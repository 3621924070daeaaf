package dev.lockstep.cli.verify.source;

import dev.lockstep.cli.verify.row.RowKey;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of PostgreSQL by many keys at once: a parameter per column of the key, however many rows.
 * Keys of a type with padding are found with and without it, whatever type their column is of.
 *
 * @param columns of the key
 * @param types of them, as casts take them
 */
public record WantedKeys(List<String> columns, List<String> types) {

    /** Text whose blanks at the end count for nothing. */
    public static final String PADDED = "bpchar";

    /** Stands behind {@code FROM table t}. */
    public String join() {
        String names = each(i -> "k" + i, ", ");
        String lists = each(i -> "CAST(? AS " + types.get(i) + "[])", ", ");
        String equal = each(i -> compared(i) + " = w.k" + i, " AND ");
        return " JOIN unnest(" + lists + ") AS w(" + names + ") ON " + equal;
    }

    private String compared(int column) {
        String name = "t." + SourceRows.quoted(columns.get(column));
        return types.get(column).equals(PADDED) ? "CAST(" + name + " AS " + PADDED + ")" : name;
    }

    private String each(java.util.function.IntFunction<String> part, String between) {
        return IntStream.range(0, columns.size())
                .mapToObj(part)
                .collect(Collectors.joining(between));
    }

    /** The parameters for some keys. */
    public Object[] parameters(Collection<RowKey> keys) {
        return IntStream.range(0, columns.size())
                .mapToObj(
                        i ->
                                keys.stream()
                                        .map(key -> element(key.values().get(i)))
                                        .collect(Collectors.joining(",", "{", "}")))
                .toArray();
    }

    private static String element(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
