package dev.lockstep.sink.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * From values of Connect schemas to plain Java values that mean the same: numbers, texts, byte
 * arrays, dates and times of {@code java.time}, {@link Bits}, {@link Geometry}; arrays, maps and
 * structs stay as they are.
 */
public final class Decoding {

    private static final Map<String, UnaryOperator<Object>> BY_NAME =
            Map.ofEntries(
                    Map.entry("io.debezium.data.VariableScaleDecimal", Decoding::scaledDecimal),
                    Map.entry("io.debezium.data.geometry.Point", Decoding::point),
                    Map.entry("io.debezium.data.geometry.Geometry", Decoding::geometry),
                    Map.entry("io.debezium.data.geometry.Geography", Decoding::geometry));

    private Decoding() {}

    /** For values that are not null. */
    public static UnaryOperator<Object> of(Schema schema) {
        String name = schema.name();
        if (name != null) {
            if (name.equals("io.debezium.data.Bits")) {
                int length = length(schema);
                return value -> Bits.ofLittleEndian(bytes(value), length);
            }
            UnaryOperator<Object> named = BY_NAME.getOrDefault(name, TemporalDecoding.byName(name));
            if (named != null) {
                return named;
            }
        }
        return switch (schema.type()) {
            case INT8, INT16, INT32, INT64 -> value -> ((Number) value).longValue();
            case BYTES -> value -> value instanceof BigDecimal ? value : bytes(value);
            default -> UnaryOperator.identity();
        };
    }

    private static int length(Schema schema) {
        String length = schema.parameters() == null ? null : schema.parameters().get("length");
        // PostgreSQL's bit varying without a length has the largest there is.
        return length == null || length.equals(Integer.toString(Integer.MAX_VALUE))
                ? 0
                : Integer.parseInt(length);
    }

    /** The bytes of a value that Connect holds as an array or a buffer. */
    public static byte[] bytes(Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            return copy;
        }
        return (byte[]) value;
    }

    private static Object scaledDecimal(Object value) {
        Struct struct = (Struct) value;
        return new BigDecimal(new BigInteger(bytes(struct.get("value"))), struct.getInt32("scale"));
    }

    private static Object point(Object value) {
        Struct struct = (Struct) value;
        byte[] wkb = struct.get("wkb") == null ? null : bytes(struct.get("wkb"));
        return new Geometry(
                wkb == null ? pointWkb(struct.getFloat64("x"), struct.getFloat64("y")) : wkb,
                srid(struct));
    }

    private static byte[] pointWkb(double x, double y) {
        return ByteBuffer.allocate(21).put((byte) 0).putInt(1).putDouble(x).putDouble(y).array();
    }

    private static Object geometry(Object value) {
        Struct struct = (Struct) value;
        return new Geometry(bytes(struct.get("wkb")), srid(struct));
    }

    private static Integer srid(Struct struct) {
        Field field = struct.schema().field("srid");
        return field == null ? null : (Integer) struct.get(field);
    }
}
