package dev.lockstep.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Schemas and values of every kind, the same for the same seed. */
final class RandomData {

    /** The last two are halves of a character, which nobody reads back. */
    private static final String[] PIECES = {
        "a", "order", "Ž", "日本", "😀", "\"", "\\", "\n", "\u0000", "\u001f", "\u007f", "/",
        "\u2028", " ", "?", "null", "\u0080", "\u07ff", "\u0800", "\uffff", "\uD83D", "\uDE00"
    };

    private static final int DAY = 86_400_000;

    private final SplittableRandom random;

    /**
     * Whether there are numbers and strings that Kafka's converter writes but does not read back.
     */
    private final boolean beyondJson;

    RandomData(long seed, boolean beyondJson) {
        this.random = new SplittableRandom(seed);
        this.beyondJson = beyondJson;
    }

    Schema schema() {
        return schema(4);
    }

    private Schema schema(int depth) {
        return switch (random.nextInt(depth > 0 ? 17 : 14)) {
            case 14 -> attributes(SchemaBuilder.array(schema(depth - 1)));
            case 15 -> attributes(SchemaBuilder.map(key(depth - 1), schema(depth - 1)));
            case 16 -> struct(depth - 1);
            default -> scalar();
        };
    }

    private Schema scalar() {
        return switch (random.nextInt(14)) {
            case 0 -> attributes(SchemaBuilder.bool());
            case 1 -> attributes(SchemaBuilder.int8());
            case 2 -> attributes(SchemaBuilder.int16());
            case 3 -> attributes(SchemaBuilder.int32());
            case 4 -> attributes(SchemaBuilder.int64());
            case 5 -> attributes(SchemaBuilder.float32());
            case 6 -> attributes(SchemaBuilder.float64());
            case 7 -> attributes(SchemaBuilder.bytes());
            case 8 -> attributes(Decimal.builder(random.nextInt(0, 9)));
            case 9 -> attributes(Date.builder());
            case 10 -> attributes(Time.builder());
            case 11 -> attributes(Timestamp.builder());
            default -> attributes(SchemaBuilder.string());
        };
    }

    /** Not of bytes, which are no good keys in Java. */
    private Schema key(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> attributes(SchemaBuilder.int32());
            case 1 -> attributes(SchemaBuilder.array(Schema.OPTIONAL_INT64_SCHEMA));
            default -> depth > 2 ? attributes(Timestamp.builder()) : Schema.STRING_SCHEMA;
        };
    }

    private Schema struct(int depth) {
        SchemaBuilder builder = SchemaBuilder.struct();
        int fields = random.nextInt(6);
        for (int i = 0; i < fields; i++) {
            builder.field(text() + i, schema(depth));
        }
        return optional(builder).build();
    }

    private SchemaBuilder optional(SchemaBuilder builder) {
        if (random.nextInt(3) == 0) {
            builder.optional();
        }
        if (builder.name() == null && random.nextInt(4) == 0) {
            builder.name("io.debezium.time." + random.nextInt(3));
        }
        if (builder.version() == null && random.nextInt(4) == 0) {
            builder.version(random.nextInt(-2, 5));
        }
        if (random.nextInt(5) == 0) {
            builder.doc(text());
        }
        if (random.nextInt(5) == 0) {
            builder.parameter("p" + text(), text());
        }
        return builder;
    }

    private Schema attributes(SchemaBuilder builder) {
        optional(builder);
        if (random.nextInt(4) == 0) {
            builder.defaultValue(present(builder));
        }
        return builder.build();
    }

    /** Null where the schema allows it, now and then. */
    Object value(Schema schema) {
        boolean nullable = schema.isOptional();
        return nullable && random.nextInt(3) == 0 ? null : present(schema);
    }

    private Object present(Schema schema) {
        if (schema.name() != null) {
            switch (schema.name()) {
                case Decimal.LOGICAL_NAME -> {
                    return decimal(Integer.parseInt(schema.parameters().get("scale")));
                }
                case Date.LOGICAL_NAME -> {
                    return time(random.nextLong(-40_000, 40_000) * DAY);
                }
                case Time.LOGICAL_NAME -> {
                    return time(random.nextInt(DAY));
                }
                case Timestamp.LOGICAL_NAME -> {
                    return time(number() >> 10);
                }
                default -> {}
            }
        }
        return physical(schema);
    }

    private static java.util.Date time(long millis) {
        return java.util.Date.from(Instant.ofEpochMilli(millis));
    }

    private Object physical(Schema schema) {
        return switch (schema.type()) {
            case BOOLEAN -> random.nextBoolean();
            case INT8 -> (byte) number();
            case INT16 -> (short) number();
            case INT32 -> (int) number();
            case INT64 -> number();
            case FLOAT32 -> float32();
            case FLOAT64 -> float64();
            case STRING -> text();
            case BYTES -> random.nextBoolean() ? bytes() : ByteBuffer.wrap(bytes());
            case ARRAY -> list(() -> value(schema.valueSchema()));
            case MAP -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                list(() -> map.put(value(schema.keySchema()), value(schema.valueSchema())));
                yield map;
            }
            case STRUCT -> {
                Struct struct = new Struct(schema.schema());
                for (Field field : schema.fields()) {
                    struct.put(field, value(field.schema()));
                }
                yield struct;
            }
        };
    }

    /** Of the classes that Connect knows without a schema. */
    Object schemaless(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 9)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> (byte) number();
            case 3 -> (int) number();
            case 4 -> number();
            case 5 -> float32();
            case 6 -> float64();
            case 7 -> bytes();
            case 8 -> text();
            case 9 -> list(() -> schemaless(depth - 1));
            case 10 -> map(this::text, depth - 1);
            default -> map(() -> schemaless(0), depth - 1);
        };
    }

    private Map<Object, Object> map(Supplier<Object> keys, int depth) {
        Map<Object, Object> map = new LinkedHashMap<>();
        list(() -> map.put(keys.get(), schemaless(depth)));
        return map;
    }

    private List<Object> list(Supplier<Object> element) {
        List<Object> list = new ArrayList<>();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }

    /** As many short ones as long ones, and the ends. */
    private long number() {
        return switch (random.nextInt(8)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            case 2 -> 0;
            default -> random.nextLong() >> random.nextInt(64);
        };
    }

    private float float32() {
        float value = Float.intBitsToFloat(random.nextInt());
        boolean sayable = Float.isFinite(value) && value != 0;
        return random.nextInt(3) == 0 || !(sayable || beyondJson) ? random.nextInt(99) : value;
    }

    private double float64() {
        double value = Double.longBitsToDouble(random.nextLong());
        boolean sayable = Double.isFinite(value) && value != 0;
        if (beyondJson && random.nextInt(5) == 0) {
            return random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY;
        }
        return random.nextInt(3) == 0 || !(sayable || beyondJson)
                ? random.nextInt(99) / 4.0
                : value;
    }

    private BigDecimal decimal(int scale) {
        return new BigDecimal(BigInteger.valueOf(number()).multiply(BigInteger.TEN), scale);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(40) == 0 ? 3000 : random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length - (beyondJson ? 0 : 2))]);
        }
        return text.toString();
    }
}
