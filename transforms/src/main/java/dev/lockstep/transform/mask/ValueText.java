package dev.lockstep.transform.mask;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;

/**
 * The text of a single value: the one that it has in JSON without schemas, so that a value has the
 * same mask with schema and without, in every column and table.
 */
final class ValueText {

    private ValueText() {}

    /**
     * @param schema null for a value without one
     */
    static String of(Object value, Schema schema) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof java.util.Date date) {
            long millis = date.toInstant().toEpochMilli();
            boolean isDay = schema != null && Date.LOGICAL_NAME.equals(schema.name());
            return Long.toString(isDay ? TimeUnit.MILLISECONDS.toDays(millis) : millis);
        }
        return value.toString();
    }
}
