package dev.lockstep.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * A read-only view of one row, or of any other block of an event, whichever way its converter
 * presents it.
 *
 * <p>A null stays a null: defaults that a schema may carry are never put in its place.
 */
public sealed interface Row permits StructRow, MapRow {

    static Row of(Struct struct) {
        return new StructRow(struct);
    }

    static Row of(Map<?, ?> map) {
        return new MapRow(map);
    }

    /** Names of the columns, in the order of the row. */
    List<String> columns();

    /** Whether the row has the column, null or not. */
    boolean has(String column);

    /** The value of a column; null when it is null or when the row has no such column. */
    Object value(String column);

    /** The Connect schema of the row; absent where the converter keeps none. */
    Optional<Schema> schema();
}
