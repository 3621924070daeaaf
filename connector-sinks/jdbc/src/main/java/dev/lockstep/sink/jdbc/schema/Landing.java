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

    /**
     * Where the keys of rows land that leave one key for another: first the columns of the old key,
     * by which rows are found, then those of the new one.
     *
     * @param guarded whether rows are left alone that hold a larger position, where there are any
     */
    public static Landing moving(Landing from, Landing to, boolean guarded) {
        List<RowShape.Column> shape = new ArrayList<>();
        List<TargetColumn> columns = new ArrayList<>();
        for (int index : from.shape.keyIndexes()) {
            shape.add(from.shape.columns().get(index));
            columns.add(from.columns.get(index));
        }
        for (int index : to.shape.keyIndexes()) {
            RowShape.Column column = to.shape.columns().get(index);
            shape.add(new RowShape.Column(column.name(), column.schema(), false));
            columns.add(to.columns.get(index));
        }
        return new Landing(to.table, new RowShape(shape), columns, guarded ? to.position : null);
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
