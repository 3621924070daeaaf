package dev.lockstep.transform.identity;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * A key as a text: its only value, or its values with commas between them. A comma or backslash in
 * one of several values has a backslash in front, so that different keys have different texts.
 */
public final class KeyText {

    private KeyText() {}

    /** Null for no key. */
    public static String of(Object key) {
        if (key instanceof Struct struct) {
            List<Field> fields = struct.schema().fields();
            return fields.size() == 1
                    ? part(struct.get(fields.get(0)))
                    : joined(fields.stream().map(struct::get).toList());
        }
        if (key instanceof Map<?, ?> map) {
            return map.size() == 1 ? part(map.values().iterator().next()) : joined(map.values());
        }
        return part(key);
    }

    private static String joined(Collection<?> values) {
        StringBuilder text = new StringBuilder();
        for (Object value : values) {
            text.append(text.isEmpty() ? "" : ",");
            String part = String.valueOf(part(value));
            text.append(part.replace("\\", "\\\\").replace(",", "\\,"));
        }
        return text.toString();
    }

    /** One value; null for null. */
    public static String part(Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Date date) {
            return date.toInstant().toString();
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return HexFormat.of().formatHex(bytes);
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
    }
}
