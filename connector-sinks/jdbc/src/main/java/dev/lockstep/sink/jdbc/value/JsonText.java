package dev.lockstep.sink.jdbc.value;

import dev.lockstep.sink.value.Decoding;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** Arrays, maps and structs as JSON, for columns that hold documents or texts. */
public final class JsonText {

    private JsonText() {}

    /** The value as a JSON document; bytes in base 64. */
    public static String of(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder text) {
        if (value == null || value instanceof Boolean || value instanceof Number) {
            text.append(number(value));
        } else if (value instanceof Map<?, ?> map) {
            object(map, text);
        } else if (value instanceof Collection<?> list) {
            array(list, text);
        } else if (value instanceof Struct struct) {
            struct(struct, text);
        } else if (value instanceof byte[] || value instanceof ByteBuffer) {
            string(Base64.getEncoder().encodeToString(Decoding.bytes(value)), text);
        } else {
            string(ValueText.of(value), text);
        }
    }

    private static String number(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        boolean finite =
                !(value instanceof Number number)
                        || value instanceof Long
                        || Double.isFinite(number.doubleValue());
        return finite ? String.valueOf(value) : "\"" + value + "\"";
    }

    private static void object(Map<?, ?> map, StringBuilder text) {
        char separator = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(separator);
            string(String.valueOf(entry.getKey()), text);
            text.append(':');
            write(entry.getValue(), text);
            separator = ',';
        }
        text.append(map.isEmpty() ? "{}" : "}");
    }

    private static void array(Collection<?> list, StringBuilder text) {
        char separator = '[';
        for (Object element : list) {
            text.append(separator);
            write(element, text);
            separator = ',';
        }
        text.append(list.isEmpty() ? "[]" : "]");
    }

    private static void struct(Struct struct, StringBuilder text) {
        char separator = '{';
        for (Field field : struct.schema().fields()) {
            text.append(separator);
            string(field.name(), text);
            text.append(':');
            write(struct.get(field), text);
            separator = ',';
        }
        text.append(struct.schema().fields().isEmpty() ? "{}" : "}");
    }

    private static void string(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
