package dev.lockstep.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Reads the values of one schema from JSON as our converter and Kafka's write it: without spaces,
 * all fields in their order. Whatever else there is, errors too, is {@link ValueReader}'s, to the
 * same effect. For one thread.
 */
final class CompactReader {

    /** In place of a value that has to be read in another way. */
    static final Object OTHERWISE = new Object();

    private static final byte[] NULL = "null".getBytes(ISO_8859_1);
    private static final byte[] TRUE = "true".getBytes(ISO_8859_1);
    private static final byte[] FALSE = "false".getBytes(ISO_8859_1);

    /** A field of a struct. */
    private static final class Member {

        /** Its name, with what stands before and after it. */
        private final byte[] start;

        private final Field field;
        private final CompactReader reader;

        private Member(Field field, JsonOptions options) {
            JsonBytes text = new JsonBytes();
            text.raw(field.index() == 0 ? '{' : ',');
            text.string(field.name());
            text.raw(':');
            this.start = text.toBytes();
            this.field = field;
            this.reader = new CompactReader(field.schema(), options);
        }
    }

    private final Schema schema;
    private final JsonKind kind;
    private final Object ifNull;
    private final LatestText latest = new LatestText();
    private final Member[] members;
    private final CompactReader elements;
    private final int scale;

    CompactReader(Schema schema, JsonOptions options) {
        this.schema = schema.schema();
        this.kind = JsonKind.of(schema);
        this.ifNull = ifNull(schema, options);
        this.members = kind == JsonKind.STRUCT ? members(schema, options) : null;
        this.elements =
                kind == JsonKind.ARRAY || kind == JsonKind.NAMED_MAP
                        ? new CompactReader(schema.valueSchema(), options)
                        : null;
        this.scale = kind == JsonKind.DECIMAL ? scale(schema) : 0;
    }

    private static Object ifNull(Schema schema, JsonOptions options) {
        if (options.nullBecomesDefault() && schema.defaultValue() != null) {
            return schema.defaultValue();
        }
        return schema.isOptional() ? null : OTHERWISE;
    }

    private static Member[] members(Schema schema, JsonOptions options) {
        return schema.fields().stream()
                .map(field -> new Member(field, options))
                .toArray(Member[]::new);
    }

    /** Negative when decimals cannot be read by the schema. */
    private static int scale(Schema schema) {
        String scale = schema.parameters() == null ? null : schema.parameters().get("scale");
        return scale != null && scale.matches("\\d{1,6}") ? Integer.parseInt(scale) : -1;
    }

    /** Reads the value that stands there, or tells that it has to be read otherwise. */
    Object read(CompactText text) {
        if (text.peek() == 'n') {
            return text.skip(NULL) ? ifNull : OTHERWISE;
        }
        return switch (kind) {
            case BOOLEAN -> bool(text);
            case INT8, INT16, INT32, INT64 -> integer(text);
            case FLOAT32, FLOAT64 -> floating(text);
            case STRING -> orOtherwise(text.text(latest));
            case BYTES -> orOtherwise(text.base64());
            case DECIMAL -> decimal(text);
            case DATE, TIME, TIMESTAMP -> temporal(text);
            case ARRAY -> array(text);
            case STRUCT -> struct(text);
            case NAMED_MAP -> namedMap(text);
            case MAP -> OTHERWISE;
        };
    }

    private static Object orOtherwise(Object value) {
        return value == null ? OTHERWISE : value;
    }

    private static Object bool(CompactText text) {
        boolean yes = text.skip(TRUE);
        return yes || text.skip(FALSE) ? (Object) yes : OTHERWISE;
    }

    private Object integer(CompactText text) {
        long value = text.integer();
        if (value == CompactText.NO_INTEGER) {
            return OTHERWISE;
        }
        return switch (kind) {
            case INT8 -> value == (byte) value ? (Object) (byte) value : OTHERWISE;
            case INT16 -> value == (short) value ? (Object) (short) value : OTHERWISE;
            case INT32 -> value == (int) value ? (Object) (int) value : OTHERWISE;
            default -> value;
        };
    }

    private Object floating(CompactText text) {
        String number = text.fraction();
        if (number == null) {
            return OTHERWISE;
        }
        return kind == JsonKind.FLOAT32
                ? (Object) Float.valueOf(number)
                : (Object) Double.valueOf(number);
    }

    private Object decimal(CompactText text) {
        if (text.peek() != '"') {
            String number = text.fraction();
            return number == null ? OTHERWISE : new BigDecimal(number);
        }
        byte[] unscaled = scale < 0 ? null : text.base64();
        if (unscaled == null || unscaled.length == 0) {
            return OTHERWISE;
        }
        return unscaled.length <= Long.BYTES
                ? BigDecimal.valueOf(signed(unscaled), scale)
                : new BigDecimal(new BigInteger(unscaled), scale);
    }

    private static long signed(byte[] bytes) {
        long value = bytes[0];
        for (int i = 1; i < bytes.length; i++) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return value;
    }

    private Object temporal(CompactText text) {
        long value = text.integer();
        if (value == CompactText.NO_INTEGER) {
            return OTHERWISE;
        }
        if (kind == JsonKind.TIMESTAMP) {
            return Timestamp.toLogical(schema, value);
        }
        if (value != (int) value) {
            return OTHERWISE;
        }
        return kind == JsonKind.DATE
                ? Date.toLogical(schema, (int) value)
                : Time.toLogical(schema, (int) value);
    }

    private Object array(CompactText text) {
        if (!text.skip('[')) {
            return OTHERWISE;
        }
        List<Object> values = new ArrayList<>();
        if (text.skip(']')) {
            return values;
        }
        do {
            Object value = elements.read(text);
            if (value == OTHERWISE) {
                return OTHERWISE;
            }
            values.add(value);
        } while (text.skip(','));
        return text.skip(']') ? values : OTHERWISE;
    }

    private Object namedMap(CompactText text) {
        if (!text.skip('{')) {
            return OTHERWISE;
        }
        Map<Object, Object> values = new HashMap<>();
        if (text.skip('}')) {
            return values;
        }
        do {
            String name = text.text(latest);
            Object value = name != null && text.skip(':') ? elements.read(text) : OTHERWISE;
            if (value == OTHERWISE) {
                return OTHERWISE;
            }
            values.put(name, value);
        } while (text.skip(','));
        return text.skip('}') ? values : OTHERWISE;
    }

    private Object struct(CompactText text) {
        Struct struct = new Struct(schema);
        Object[] values = StructValues.of(struct);
        for (int i = 0; i < members.length; i++) {
            Member member = members[i];
            Object value = text.skip(member.start) ? member.reader.read(text) : OTHERWISE;
            if (value == OTHERWISE) {
                return OTHERWISE;
            }
            if (values == null) {
                struct.put(member.field, value);
            } else {
                values[i] = value;
            }
        }
        return members.length > 0 && text.skip('}') ? struct : OTHERWISE;
    }
}
