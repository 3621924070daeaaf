package dev.lockstep.sink.jdbc.schema;

import dev.lockstep.sink.change.RowShape;
import java.util.List;

/**
 * What rows of a shape need of a table.
 *
 * @param columns names in the target, one per column of the shape
 * @param dropped names in the target of columns that earlier rows had and these have no more
 * @param whole whether the shape has all columns of the source's table, not only its key
 * @param amid whether other rows of the same transaction may still need the dropped ones
 * @param positions whether the table needs the column of positions
 */
record Wanted(
        RowShape shape,
        List<String> columns,
        List<String> dropped,
        boolean whole,
        boolean amid,
        boolean positions) {}
