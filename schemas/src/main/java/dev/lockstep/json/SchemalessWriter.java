package dev.lockstep.json;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/** Writes values that come without a schema, by their classes. */
final class SchemalessWriter {

    /** As deep as Kafka's converter writes and either one reads. */
    private static final int MAX_DEPTH = 1000;

    private SchemalessWriter() {}

    static void write(JsonBytes out, Object value) {
        write(out, value, 0);
    }

    private static void write(JsonBytes out, Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new DataException("it is nested deeper than " + MAX_DEPTH);
        }
        if (value == null) {
            ValueWriter.nullText(out);
        } else if (value instanceof String text) {
            out.string(text);
        } else if (value instanceof Number number) {
            number(out, number);
        } else if (value instanceof Boolean bool) {
            ValueWriter.bool(out, bool);
        } else if (value instanceof byte[] || value instanceof ByteBuffer) {
            out.base64(ValueWriter.bytes(value));
        } else if (value instanceof List<?> list) {
            list(out, list, depth + 1);
        } else if (value instanceof Map<?, ?> map) {
            map(out, map, depth + 1);
        } else {
            throw unknown(value);
        }
    }

    private static void number(JsonBytes out, Number number) {
        if (number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte) {
            out.number(number.longValue());
        } else if (number instanceof Double value) {
            out.number((double) value);
        } else if (number instanceof Float value) {
            out.number((float) value);
        } else {
            throw unknown(number);
        }
    }

    private static void list(JsonBytes out, List<?> list, int depth) {
        out.raw('[');
        boolean first = true;
        for (Object element : list) {
            if (!first) {
                out.raw(',');
            }
            write(out, element, depth);
            first = false;
        }
        out.raw(']');
    }

    private static void map(JsonBytes out, Map<?, ?> map, int depth) {
        boolean named = true;
        for (Object key : map.keySet()) {
            named &= key instanceof String;
        }
        out.raw(named ? '{' : '[');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                out.raw(',');
            }
            entry(out, entry, named, depth);
            first = false;
        }
        out.raw(named ? '}' : ']');
    }

    private static void entry(JsonBytes out, Map.Entry<?, ?> entry, boolean named, int depth) {
        if (named) {
            out.string((String) entry.getKey());
            out.raw(':');
            write(out, entry.getValue(), depth);
        } else {
            list(out, Arrays.asList(entry.getKey(), entry.getValue()), depth + 1);
        }
    }

    private static DataException unknown(Object value) {
        return new DataException("without a schema, nothing is known of " + value.getClass());
    }
}
