package dev.lockstep.sink.change;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.connect.data.Schema;

/**
 * What Debezium writes in place of a value that the log did not carry: a text, in a list for arrays
 * of texts, its bytes for binary columns, a list of its bytes as numbers for arrays of numbers, a
 * map of it to itself, a UUID made of it. A converter may have turned its bytes into text.
 */
final class Placeholder {

    private final String text;
    private final byte[] bytes;
    private final Set<String> texts;
    private final String uuid;

    Placeholder(String text) {
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
        this.uuid = UUID.nameUUIDFromBytes(bytes).toString();
        this.texts =
                Set.of(
                        text,
                        Base64.getEncoder().encodeToString(bytes),
                        HexFormat.of().formatHex(bytes));
    }

    /** Whether a column of this schema may hold it. */
    static boolean fits(Schema schema) {
        return switch (schema.type()) {
            case STRING, BYTES, ARRAY, MAP -> true;
            default -> false;
        };
    }

    boolean is(Object value) {
        if (value instanceof String string) {
            return string.length() >= text.length() && texts.contains(string);
        }
        if (value instanceof byte[] binary) {
            return isBytes(ByteBuffer.wrap(binary));
        }
        if (value instanceof ByteBuffer binary) {
            return isBytes(binary);
        }
        if (value instanceof List<?> list) {
            return isList(list);
        }
        return value instanceof Map<?, ?> map && map.size() == 1 && map.containsKey(text);
    }

    private boolean isBytes(ByteBuffer binary) {
        return binary.remaining() == bytes.length && binary.equals(ByteBuffer.wrap(bytes));
    }

    private boolean isList(List<?> list) {
        if (list.size() == 1) {
            Object element = list.get(0);
            return uuid.equals(element) || (!(element instanceof List<?>) && is(element));
        }
        if (list.size() != bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (!(list.get(i) instanceof Number number) || number.longValue() != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
