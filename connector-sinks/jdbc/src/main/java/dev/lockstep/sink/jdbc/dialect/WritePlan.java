package dev.lockstep.sink.jdbc.dialect;

import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.util.List;

/**
 * How rows of one shape go into one table. Plans are made once per shape, table and set of columns,
 * and kept.
 *
 * @param bindings the columns that are written, and for an update or a delete those of the key by
 *     which its row is found
 * @param guarded whether {@link Source#POSITION} is among the bindings and a row is left alone that
 *     holds a larger position already
 */
public record WritePlan(
        Statement statement,
        TargetTable table,
        RowShape shape,
        List<Binding> bindings,
        boolean guarded) {

    /** What is done with a row. */
    public enum Statement {
        /** Insert, and where the key is there already, update. */
        UPSERT,
        INSERT,
        UPDATE,
        DELETE
    }

    /** Where the value of a column comes from. */
    public enum Source {
        /** The row's values, as the column's schema says. */
        VALUE,
        /** The row's exact texts: the source's own text of the value. */
        EXACT_TEXT,
        /** The position of the change. */
        POSITION
    }

    /**
     * A column of the target and where its value comes from.
     *
     * @param index of the column in the shape; -1 for a position
     * @param key whether it belongs to the key by which a row is found
     */
    public record Binding(TargetColumn column, Source source, int index, boolean key) {}

    public WritePlan {
        bindings = List.copyOf(bindings);
    }

    public List<Binding> keys() {
        return bindings.stream().filter(Binding::key).toList();
    }

    public List<Binding> nonKeys() {
        return bindings.stream().filter(binding -> !binding.key()).toList();
    }
}
