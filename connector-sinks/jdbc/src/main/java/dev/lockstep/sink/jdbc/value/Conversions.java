package dev.lockstep.sink.jdbc.value;

import dev.lockstep.sink.apply.TargetException;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Schema;

/** Finds the conversion between a Connect schema and the kind of a target's column. */
public final class Conversions {

    private Conversions() {}

    /**
     * The conversion of a column.
     *
     * @param column for messages: table and name of the target's column
     * @param schema of the values, not null: rows without schemas get one by {@link SchemalessRows}
     */
    public static Conversion of(String column, Schema schema, ColumnKind kind) {
        UnaryOperator<Object> decode = Decoding.of(schema);
        UnaryOperator<Object> encode = Encoding.of(kind);
        return guarded(column, kind, value -> encode.apply(decode.apply(value)));
    }

    /** The conversion of the source's own text of a value. */
    public static Conversion ofText(String column, ColumnKind kind) {
        return guarded(column, kind, Encoding.of(kind));
    }

    private static Conversion guarded(
            String column, ColumnKind kind, UnaryOperator<Object> conversion) {
        return value -> {
            if (value == null) {
                return null;
            }
            try {
                return conversion.apply(value);
            } catch (RuntimeException e) {
                // The cause is left out: its message may hold the value.
                throw new TargetException.BadRecord(
                        "Cannot write column "
                                + column
                                + ": its record holds a value of class "
                                + value.getClass().getSimpleName()
                                + " that is no "
                                + kind
                                + " or out of its range. Change the type of the column, or the"
                                + " options of the source that choose how the type is"
                                + " represented.",
                        null);
            }
        };
    }
}
