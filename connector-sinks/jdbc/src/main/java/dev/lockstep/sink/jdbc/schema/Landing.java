package dev.lockstep.sink.jdbc.schema;

import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.util.ArrayList;
import java.util.List;

/** Where rows of one shape land. Made once per table and shape, and compared by identity. */
public final class Landing {

    private final TargetTable table;
    private final RowShape shape;
    private final List<TargetColumn> columns;
    private final TargetColumn position;

    Landing(TargetTable table, RowShape shape, List<TargetColumn> columns, TargetColumn position) {
        this.table = table;
        this.shape = shape;
        this.columns = new ArrayList<>(columns);
        this.position = position;
    }

    public TargetTable table() {
        return table;
    }

    public RowShape shape() {
        return shape;
    }

    /** The target's column of one of the shape; null where the target computes it. */
    public TargetColumn column(int index) {
        return columns.get(index);
    }

    /** The column of positions; null where the target needs none. */
    public TargetColumn position() {
        return position;
    }
}
