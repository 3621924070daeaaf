package dev.lockstep.sink.jdbc.postgres;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** JSON of nested values, for columns of json and of text. */
final class JsonText {

    private JsonText() {}

    static String of(Object value) {
        StringBuilder out = new StringBuilder();
        append(value, out);
        return out.toString();
    }

    /** pgvector's text of a sparse vector: {@code {1:1.5,3:2}/5}. */
    static String sparseVector(Object value) {
        if (!(value instanceof Struct struct)) {
            throw ValueForm.unexpected(value);
        }
        StringBuilder out = new StringBuilder();
        for (Map.Entry<?, ?> element : struct.getMap("vector").entrySet()) {
            out.append(out.isEmpty() ? '{' : ',');
            out.append(element.getKey()).append(':').append(element.getValue());
        }
        return (out.isEmpty() ? out.append('{') : out)
                .append("}/")
                .append(struct.get("dimensions"))
                .toString();
    }

    private static void append(Object value, StringBuilder out) {
        if (value == null || value instanceof Boolean || value instanceof Number) {
            out.append(value instanceof BigDecimal number ? number.toPlainString() : value);
        } else if (value instanceof Map<?, ?> map) {
            object(map, out);
        } else if (value instanceof Struct struct) {
            object(struct, out);
        } else if (value instanceof Collection<?> list) {
            array(list, out);
        } else if (value instanceof byte[] || value instanceof ByteBuffer) {
            string(Base64.getEncoder().encodeToString(BytesText.array(value)), out);
        } else {
            string(value.toString(), out);
        }
    }

    private static void array(Collection<?> list, StringBuilder out) {
        out.append('[');
        String separator = "";
        for (Object element : list) {
            append(element, out.append(separator));
            separator = ",";
        }
        out.append(']');
    }

    private static void object(Map<?, ?> map, StringBuilder out) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            string(String.valueOf(entry.getKey()), out.append(separator));
            append(entry.getValue(), out.append(':'));
            separator = ",";
        }
        out.append('}');
    }

    private static void object(Struct struct, StringBuilder out) {
        out.append('{');
        String separator = "";
        for (Field field : struct.schema().fields()) {
            string(field.name(), out.append(separator));
            append(struct.get(field), out.append(':'));
            separator = ",";
        }
        out.append('}');
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                out.append('\\').append(character);
            } else if (character < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                out.append(character);
            }
        }
        out.append('"');
    }
}
