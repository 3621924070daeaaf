package dev.lockstep.sink.jdbc.value;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.value.ColumnKind;
import dev.lockstep.sink.value.Decoding;
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

    private final boolean base64Decimals;

    /**
     * @param base64Decimals whether in JSON without schemas a text in the place of a decimal is
     *     unscaled bytes in base 64, rather than a number
     */
    public Conversions(boolean base64Decimals) {
        this.base64Decimals = base64Decimals;
    }

    /**
     * The conversion of a column.
     *
     * @param schema of the values; null of JSON without schemas
     * @param kind what the column is bound as
     */
    public Conversion of(TableName table, TargetColumn target, Schema schema, ColumnKind kind) {
        InferredColumn inferred = InferredColumn.of(schema, target, base64Decimals);
        UnaryOperator<Object> decode = Decoding.of(inferred.schema());
        UnaryOperator<Object> encode = Encoding.of(kind);
        UnaryOperator<Object> known = value -> encode.apply(decode.apply(value));
        UnaryOperator<Object> whole =
                schema == null ? value -> known.apply(inferred.value().apply(value)) : known;
        return guarded(table, target, whole);
    }

    /** The conversion of the source's own text of a value. */
    public static Conversion ofText(TableName table, TargetColumn target, ColumnKind kind) {
        return guarded(table, target, Encoding.of(kind));
    }

    private static Conversion guarded(
            TableName table, TargetColumn target, UnaryOperator<Object> conversion) {
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
                                + table
                                + "."
                                + target.name()
                                + ": its record holds a value of class "
                                + value.getClass().getSimpleName()
                                + " that is no "
                                + target.type()
                                + " or out of its range. Change the type of the column, or the"
                                + " options of the source that choose how the type is"
                                + " represented.",
                        null);
            }
        };
    }
}
