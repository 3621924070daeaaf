package dev.lockstep.json;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * Writes the values of one schema: names of fields are text already, places of values are numbers.
 * For one thread. A value of another class than the schema's ends in a {@link ClassCastException}
 * or a {@link DataException}.
 */
final class ValueWriter {

    private static final byte[] NULL = JsonBytes.ascii("null");
    private static final byte[] TRUE = JsonBytes.ascii("true");
    private static final byte[] FALSE = JsonBytes.ascii("false");

    private final Schema schema;
    private final JsonKind kind;
    private final DecimalWriter decimals;
    private final Object defaultValue;
    private final boolean nullAllowed;
    private final StructMember[] members;
    private final ValueWriter keys;
    private final ValueWriter values;

    ValueWriter(Schema schema, JsonOptions options) {
        this.schema = schema;
        this.kind = JsonKind.of(schema);
        this.decimals =
                kind == JsonKind.DECIMAL
                        ? new DecimalWriter(schema, options.numericDecimals())
                        : null;
        this.defaultValue = options.nullBecomesDefault() ? schema.defaultValue() : null;
        this.nullAllowed = schema.isOptional();
        this.members = kind == JsonKind.STRUCT ? members(schema.fields(), options) : null;
        this.keys = kind.isMap() ? new ValueWriter(schema.keySchema(), options) : null;
        this.values =
                kind.isMap() || kind == JsonKind.ARRAY
                        ? new ValueWriter(schema.valueSchema(), options)
                        : null;
    }

    private static StructMember[] members(List<Field> fields, JsonOptions options) {
        StructMember[] members = new StructMember[fields.size()];
        JsonBytes start = new JsonBytes();
        for (int i = 0; i < members.length; i++) {
            Field field = fields.get(i);
            start.clear();
            start.raw(i == 0 ? '{' : ',');
            start.string(field.name());
            start.raw(':');
            members[i] =
                    new StructMember(
                            start.toBytes(), field, new ValueWriter(field.schema(), options));
        }
        return members;
    }

    void write(JsonBytes out, Object valueOrNull) {
        Object value = valueOrNull == null ? defaultValue : valueOrNull;
        if (value == null) {
            nothing(out);
            return;
        }
        switch (kind) {
            case ARRAY -> array(out, (Collection<?>) value);
            case NAMED_MAP -> namedMap(out, (Map<?, ?>) value);
            case MAP -> map(out, (Map<?, ?>) value);
            case STRUCT -> struct(out, (Struct) value);
            default -> scalar(out, value);
        }
    }

    /** By itself, for the compiler takes little of what calls itself into one piece. */
    private void scalar(JsonBytes out, Object value) {
        switch (kind) {
            case BOOLEAN -> bool(out, (Boolean) value);
            case INT8 -> out.number((Byte) value);
            case INT16 -> out.number((Short) value);
            case INT32 -> out.number((Integer) value);
            case INT64 -> out.number((Long) value);
            case FLOAT32 -> out.number((float) (Float) value);
            case FLOAT64 -> out.number((double) (Double) value);
            case STRING -> out.string(((CharSequence) value).toString());
            case BYTES -> out.base64(bytes(value));
            case DECIMAL -> decimals.write(out, (BigDecimal) value);
            case DATE -> out.number(Date.fromLogical(schema, (java.util.Date) value));
            case TIME -> out.number(Time.fromLogical(schema, (java.util.Date) value));
            case TIMESTAMP -> out.number(Timestamp.fromLogical(schema, (java.util.Date) value));
            default -> throw new IllegalStateException(kind + " is no scalar");
        }
    }

    JsonKind kind() {
        return kind;
    }

    /** Whether a null is written as one. */
    boolean keepsNull() {
        return nullAllowed && defaultValue == null;
    }

    static void nullText(JsonBytes out) {
        out.raw(NULL);
    }

    static void bool(JsonBytes out, boolean value) {
        out.raw(value ? TRUE : FALSE);
    }

    /** The whole array behind a buffer, as Kafka's converter takes it, if there is one. */
    @SuppressWarnings("ByteBufferBackingArray")
    static byte[] bytes(Object value) {
        if (value instanceof ByteBuffer buffer) {
            if (buffer.hasArray()) {
                return buffer.array();
            }
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return (byte[]) value;
    }

    private void nothing(JsonBytes out) {
        if (nullAllowed) {
            nullText(out);
        } else {
            throw new DataException("a null stands where the schema requires " + schema.type());
        }
    }

    private void array(JsonBytes out, Collection<?> elements) {
        char separator = '[';
        for (Object element : elements) {
            out.raw(separator);
            values.write(out, element);
            separator = ',';
        }
        if (separator == '[') {
            out.raw('[');
        }
        out.raw(']');
    }

    private void namedMap(JsonBytes out, Map<?, ?> map) {
        Map<String, Object> named = null;
        char separator = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String)) {
                named = named(map);
                break;
            }
        }
        for (Map.Entry<?, ?> entry : named == null ? map.entrySet() : named.entrySet()) {
            out.raw(separator);
            out.string((String) entry.getKey());
            out.raw(':');
            values.write(out, entry.getValue());
            separator = ',';
        }
        if (separator == '{') {
            out.raw('{');
        }
        out.raw('}');
    }

    /** Two keys may have one name, as null and "null" do: then the last is written. */
    private Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(name(key), value));
        return named;
    }

    private String name(Object key) {
        Object known = key == null ? keys.defaultValue : key;
        if (known != null) {
            return ((CharSequence) known).toString();
        }
        keys.nothing(new JsonBytes());
        return "null";
    }

    private void map(JsonBytes out, Map<?, ?> map) {
        char separator = '[';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.raw(separator);
            out.raw('[');
            keys.write(out, entry.getKey());
            out.raw(',');
            values.write(out, entry.getValue());
            out.raw(']');
            separator = ',';
        }
        if (separator == '[') {
            out.raw('[');
        }
        out.raw(']');
    }

    private void struct(JsonBytes out, Struct struct) {
        if (struct.schema() != schema && !struct.schema().equals(schema)) {
            throw new DataException("a struct is of another schema than " + schema);
        }
        Object[] fields = StructValues.of(struct);
        int i = 0;
        try {
            for (; i < members.length; i++) {
                StructMember member = members[i];
                member.write(out, fields == null ? member.of(struct) : fields[i]);
            }
        } catch (ClassCastException e) {
            throw new DataException(
                    "field " + members[i].name() + " holds another class than its schema's", e);
        } catch (DataException e) {
            throw new DataException("field " + members[i].name() + ": " + e.getMessage(), e);
        }
        if (members.length == 0) {
            out.raw('{');
        }
        out.raw('}');
    }
}
