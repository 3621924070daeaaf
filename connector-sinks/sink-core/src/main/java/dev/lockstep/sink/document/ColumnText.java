package dev.lockstep.sink.document;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.config.DocumentOptions;
import dev.lockstep.sink.value.Decoding;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;

/**
 * The values of one column as texts, for names and keys: what a document has without its quotes,
 * but bytes are hexadecimal.
 */
public final class ColumnText {

    private static final HexFormat HEX = HexFormat.of();
    private static final ValueWriters WRITERS = new ValueWriters(DocumentOptions.DEFAULTS);

    private ColumnText() {}

    /**
     * The texts of values that are not null. For one thread.
     *
     * @param schema null for none
     */
    public static Function<Object, String> of(Schema schema) {
        if (schema != null && schema.type() == Schema.Type.ARRAY) {
            return written(schema);
        }
        return switch (ValueKind.of(schema)) {
            case INTEGER, LONG -> value -> Long.toString(((Number) value).longValue());
            case TEXT, ENUM, UUID, TIME_TZ -> value -> (String) value;
            case BYTES -> value -> HEX.formatHex(Decoding.bytes(value));
            case UNKNOWN -> {
                Function<Object, String> written = written(schema);
                yield value -> value instanceof String text ? text : written.apply(value);
            }
            default -> written(schema);
        };
    }

    /** Strings that come this way have nothing that would be escaped. */
    private static Function<Object, String> written(Schema schema) {
        ValueWriter writer = WRITERS.of(schema);
        JsonBytes buffer = new JsonBytes();
        return value -> {
            buffer.clear();
            writer.write(value, buffer);
            String text = new String(buffer.toBytes(), StandardCharsets.UTF_8);
            return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
        };
    }
}
