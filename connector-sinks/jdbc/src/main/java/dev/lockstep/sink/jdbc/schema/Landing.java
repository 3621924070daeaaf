package dev.lockstep.sink.jdbc.schema;

import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where rows of one shape land.
 *
 * @param columns the target's column of each column of the shape; null where none is written,
 *     because the target computes it
 * @param position the column of positions; null where the target needs none
 */
public record Landing(
        TargetTable table, RowShape shape, List<TargetColumn> columns, TargetColumn position) {

    public Landing {
        // Not List.copyOf, which refuses nulls.
        columns = Collections.unmodifiableList(new ArrayList<>(columns));
    }
}
