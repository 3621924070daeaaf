package dev.lockstep.cli.verify;

import java.util.List;
import java.util.Map;

/**
 * A row that is not in the target as it is in the source.
 *
 * @param key the columns of the row's key and their values as text
 * @param columns those whose values differ; empty unless {@link Kind#DIFFERENT}
 * @param values of these columns, empty unless they were asked for
 * @param spot the id of the document or the key of the entry; empty where the key says it all
 * @param removal what removes the row from the target; null unless {@link Kind#EXTRA}
 */
public record RowDifference(
        Kind kind,
        Map<String, String> key,
        List<String> columns,
        List<ColumnValues> values,
        String spot,
        String removal) {

    /** How a row differs. */
    public enum Kind {
        /** The target lacks it. */
        MISSING,
        /** The source lacks it. */
        EXTRA,
        /** Both have it, with other values. */
        DIFFERENT
    }

    /** The two values of a column, in one spelling; null for NULL. */
    public record ColumnValues(String column, String source, String target) {}
}
