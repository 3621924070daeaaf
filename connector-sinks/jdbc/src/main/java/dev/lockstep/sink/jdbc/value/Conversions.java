package dev.lockstep.sink.jdbc.value;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Schema;

/**
 * Finds the conversion from what records hold to what a target's column takes.
 *
 * <p>Of JSON without schemas, the target's column tells what a value is. A number in the place of a
 * time then counts milliseconds, microseconds or nanoseconds by the precision of the column, as
 * Debezium's adaptive modes choose by the source's.
 */
public final class Conversions {

    private Conversions() {}

    /**
     * The conversion of a column.
     *
     * @param column for messages: table and name of the target's column
     * @param kind what the column is bound as
     */
    public static Conversion of(String column, Schema schema, ColumnKind kind) {
        return guarded(column, kind, known(schema, kind));
    }

    /**
     * The conversion of a column of JSON without schemas.
     *
     * @param column for messages
     * @param base64Decimals whether a text in the place of a decimal is unscaled bytes in base 64,
     *     rather than a number
     */
    public static Conversion schemaless(
            String column, TargetColumn target, ColumnKind kind, boolean base64Decimals) {
        InferredColumn inferred = InferredColumn.of(target, base64Decimals);
        UnaryOperator<Object> known = known(inferred.schema(), kind);
        return guarded(column, kind, value -> known.apply(inferred.value().apply(value)));
    }

    /** The conversion of the source's own text of a value. */
    public static Conversion ofText(String column, ColumnKind kind) {
        return guarded(column, kind, Encoding.of(kind));
    }

    private static UnaryOperator<Object> known(Schema schema, ColumnKind kind) {
        UnaryOperator<Object> decode = Decoding.of(schema);
        UnaryOperator<Object> encode = Encoding.of(kind);
        return value -> encode.apply(decode.apply(value));
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
