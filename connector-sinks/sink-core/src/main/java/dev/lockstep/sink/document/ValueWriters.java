package dev.lockstep.sink.document;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.config.DecimalFormat;
import dev.lockstep.sink.config.DocumentOptions;
import dev.lockstep.sink.config.JsonFormat;
import dev.lockstep.sink.value.Bits;
import dev.lockstep.sink.value.Decoding;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Finds the writer for a schema. */
final class ValueWriters {

    /**
     * Beyond this many zeros a decimal is written with an exponent: else a byte could ask for GB.
     */
    private static final int MAX_ZEROS = 200_000;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    private final DocumentOptions options;
    private final TemporalWriters temporals;

    ValueWriters(DocumentOptions options) {
        this.options = options;
        this.temporals = new TemporalWriters(options.temporals());
    }

    /**
     * The writer for a schema.
     *
     * @param schema null for none: values are written by their class
     */
    ValueWriter of(Schema schema) {
        if (schema == null) {
            return this::untyped;
        }
        if (schema.type() == Schema.Type.ARRAY) {
            ValueWriter element = of(schema.valueSchema());
            return (value, out) -> array((Collection<?>) value, element, out);
        }
        return switch (ValueKind.of(schema)) {
            case BOOLEAN -> (value, out) -> bool((Boolean) value, out);
            case INTEGER, LONG -> (value, out) -> out.number(((Number) value).longValue());
            case FLOAT -> (value, out) -> out.number((float) (Float) value);
            case DOUBLE -> (value, out) -> out.number((double) (Double) value);
            case DECIMAL -> decimals(schema);
            case TEXT, ENUM, UUID, TIME_TZ -> (value, out) -> out.string((String) value);
            case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, INTERVAL -> temporals.of(schema);
            case BITS -> bits(schema);
            case BYTES -> (value, out) -> out.base64(Decoding.bytes(value));
            case JSON -> json();
            case MAP -> map(schema);
            case OBJECT, GEOMETRY, SPARSE_VECTOR -> struct(schema);
            case VECTOR, UNKNOWN -> this::untyped;
        };
    }

    private static void bool(boolean value, JsonBytes out) {
        out.raw(value ? TRUE : FALSE);
    }

    private ValueWriter decimals(Schema schema) {
        UnaryOperator<Object> decode = Decoding.of(schema);
        return (value, out) -> decimal((BigDecimal) decode.apply(value), out);
    }

    private void decimal(BigDecimal value, JsonBytes out) {
        String digits =
                Math.abs((long) value.scale()) > MAX_ZEROS
                        ? value.toString()
                        : value.toPlainString();
        if (options.decimals() == DecimalFormat.NUMBER) {
            out.raw(digits);
        } else {
            out.raw('"');
            out.raw(digits);
            out.raw('"');
        }
    }

    private static ValueWriter bits(Schema schema) {
        UnaryOperator<Object> decode = Decoding.of(schema);
        return (value, out) -> out.string(((Bits) decode.apply(value)).text());
    }

    private ValueWriter json() {
        return options.json() == JsonFormat.OBJECT
                ? (value, out) -> embed((String) value, out)
                : (value, out) -> out.string((String) value);
    }

    /** What is no JSON is still a text. */
    private static void embed(String text, JsonBytes out) {
        if (JsonGrammar.accepts(text)) {
            out.json(text);
        } else {
            out.string(text);
        }
    }

    private static void array(Collection<?> elements, ValueWriter writer, JsonBytes out) {
        out.raw('[');
        boolean first = true;
        for (Object element : elements) {
            if (!first) {
                out.raw(',');
            }
            first = false;
            nullable(element, writer, out);
        }
        out.raw(']');
    }

    private static void nullable(Object value, ValueWriter writer, JsonBytes out) {
        if (value == null) {
            out.raw("null");
        } else {
            writer.write(value, out);
        }
    }

    private ValueWriter map(Schema schema) {
        ValueWriter values = of(schema.valueSchema());
        return (value, out) -> map((Map<?, ?>) value, values, out);
    }

    /** Names of members are texts, whatever the keys are. */
    private static void map(Map<?, ?> map, ValueWriter values, JsonBytes out) {
        out.raw('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                out.raw(',');
            }
            first = false;
            out.string(String.valueOf(entry.getKey()));
            out.raw(':');
            nullable(entry.getValue(), values, out);
        }
        out.raw('}');
    }

    private ValueWriter struct(Schema schema) {
        String[] names = new String[schema.fields().size()];
        ValueWriter[] writers = new ValueWriter[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = schema.fields().get(i).name();
            writers[i] = of(schema.fields().get(i).schema());
        }
        return (value, out) -> struct((Struct) value, names, writers, out);
    }

    /** A null stays null, whatever default its schema has. */
    private static void struct(
            Struct struct, String[] names, ValueWriter[] writers, JsonBytes out) {
        out.raw('{');
        for (int i = 0; i < names.length; i++) {
            if (i > 0) {
                out.raw(',');
            }
            out.string(names[i]);
            out.raw(':');
            nullable(struct.getWithoutDefault(names[i]), writers[i], out);
        }
        out.raw('}');
    }

    private void untyped(Object value, JsonBytes out) {
        if (value instanceof String text) {
            out.string(text);
        } else if (value instanceof Boolean bool) {
            bool(bool, out);
        } else if (value instanceof Double number) {
            out.number((double) number);
        } else if (value instanceof Float number) {
            out.number((float) number);
        } else if (value instanceof BigDecimal number) {
            decimal(number, out);
        } else if (value instanceof Number number) {
            out.raw(number.toString());
        } else if (value instanceof Map<?, ?> map) {
            map(map, this::untyped, out);
        } else if (value instanceof Collection<?> list) {
            array(list, this::untyped, out);
        } else {
            out.base64(Decoding.bytes(value));
        }
    }
}
