package dev.lockstep.transform.expression;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.lockstep.event.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** Connect's values as those of CEL, which knows one whole and one floating kind of numbers. */
final class ColumnValues {

    private ColumnValues() {}

    /**
     * @param nulls told when the value is null
     */
    static Object of(Object value, NullWatch nulls) {
        if (value == null) {
            nulls.met();
            return NullValue.NULL_VALUE;
        }
        if (value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        return value instanceof Struct || value instanceof Map || value instanceof Collection
                ? composite(value, nulls)
                : scalar(value);
    }

    /** By type and not by value, so that an expression means the same for every row. */
    private static Object number(Number number) {
        return number instanceof Long
                        || number instanceof Integer
                        || number instanceof Short
                        || number instanceof Byte
                ? (Object) number.longValue()
                : (Object) number.doubleValue();
    }

    private static Object composite(Object value, NullWatch nulls) {
        if (value instanceof Struct struct) {
            return new RowValue(Row.of(struct), nulls);
        }
        if (value instanceof Map<?, ?> map) {
            return new RowValue(Row.of(map), nulls);
        }
        List<Object> items = new ArrayList<>();
        ((Collection<?>) value).forEach(item -> items.add(of(item, nulls)));
        return items;
    }

    private static Object scalar(Object value) {
        if (value instanceof byte[] bytes) {
            return CelByteString.of(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return CelByteString.of(bytes);
        }
        return value instanceof Date date ? date.toInstant() : value.toString();
    }
}
