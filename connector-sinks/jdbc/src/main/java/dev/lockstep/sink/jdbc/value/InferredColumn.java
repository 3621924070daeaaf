package dev.lockstep.sink.jdbc.value;

import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.value.ColumnKind;
import dev.lockstep.sink.value.Decoding;
import dev.lockstep.sink.value.TemporalDecoding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * What a column of a row without schema holds, going by the target's column.
 *
 * @param value from what the JSON holds to a value of the schema; not called with null
 */
record InferredColumn(Schema schema, UnaryOperator<Object> value) {

    private static final Schema GEOMETRY =
            SchemaBuilder.struct()
                    .name("io.debezium.data.geometry.Geometry")
                    .optional()
                    .field("wkb", Schema.BYTES_SCHEMA)
                    .field("srid", Schema.OPTIONAL_INT32_SCHEMA)
                    .build();

    /** A column with a schema keeps it. */
    static InferredColumn of(Schema schema, TargetColumn target, boolean base64Decimals) {
        if (schema != null) {
            return new InferredColumn(schema, UnaryOperator.identity());
        }
        if (target == null) {
            return text();
        }
        if (target.family().endsWith("[]")) {
            return array(target, base64Decimals);
        }
        TypeArguments arguments = TypeArguments.of(target.type());
        return switch (ColumnKind.ofFamily(target.family())) {
            case BOOLEAN -> plain(Schema.OPTIONAL_BOOLEAN_SCHEMA);
            case INTEGER ->
                    new InferredColumn(Schema.OPTIONAL_INT64_SCHEMA, InferredColumn::integer);
            case FLOAT ->
                    new InferredColumn(Schema.OPTIONAL_FLOAT64_SCHEMA, InferredColumn::floating);
            case DECIMAL -> base64Decimals ? decimal(arguments.scale()) : text();
            case BYTES -> new InferredColumn(Schema.OPTIONAL_BYTES_SCHEMA, InferredColumn::bytes);
            case BITS -> bits(arguments.first(0));
            case GEOMETRY -> new InferredColumn(GEOMETRY, InferredColumn::geometry);
            case JSON ->
                    named(SchemaBuilder.string(), "io.debezium.data.Json", InferredColumn::json);
            case UUID ->
                    named(SchemaBuilder.string(), "io.debezium.data.Uuid", value -> (String) value);
            case TEXT, ANY -> text();
            default -> temporal(target, arguments);
        };
    }

    private static InferredColumn temporal(TargetColumn target, TypeArguments arguments) {
        int precision = arguments.first(6);
        long perSecond = precision <= 3 ? 1_000 : precision <= 6 ? 1_000_000 : 1_000_000_000;
        return switch (ColumnKind.ofFamily(target.family())) {
            case DATE ->
                    named(SchemaBuilder.int32(), "io.debezium.time.Date", InferredColumn::days);
            case TIME ->
                    named(
                            SchemaBuilder.int64(),
                            "io.debezium.time.NanoTime",
                            value -> nanosOfDay(value, 1_000_000_000 / perSecond));
            case TIMESTAMP ->
                    named(
                            SchemaBuilder.int64(),
                            perSecond > 1_000_000
                                    ? "io.debezium.time.NanoTimestamp"
                                    : "io.debezium.time.MicroTimestamp",
                            value -> epoch(value, perSecond, Math.max(perSecond, 1_000_000)));
            case TIMESTAMP_TZ ->
                    named(
                            SchemaBuilder.string(),
                            "io.debezium.time.ZonedTimestamp",
                            value -> zoned(value, perSecond));
            case TIME_TZ ->
                    named(
                            SchemaBuilder.string(),
                            "io.debezium.time.ZonedTime",
                            value -> (String) value);
            default -> interval();
        };
    }

    private static InferredColumn interval() {
        return named(
                SchemaBuilder.string(),
                "io.debezium.time.Interval",
                value ->
                        value instanceof Number micros
                                ? "PT"
                                        + BigDecimal.valueOf(micros.longValue(), 6).toPlainString()
                                        + "S"
                                : (String) value);
    }

    private static InferredColumn plain(Schema schema) {
        return new InferredColumn(schema, UnaryOperator.identity());
    }

    private static InferredColumn named(
            SchemaBuilder builder, String name, UnaryOperator<Object> value) {
        return new InferredColumn(builder.name(name).version(1).optional().build(), value);
    }

    private static InferredColumn text() {
        return new InferredColumn(Schema.OPTIONAL_STRING_SCHEMA, InferredColumn::asText);
    }

    private static InferredColumn array(TargetColumn target, boolean base64Decimals) {
        InferredColumn element = of(null, elementOf(target), base64Decimals);
        Schema schema = SchemaBuilder.array(element.schema()).optional().build();
        return new InferredColumn(schema, value -> elements((List<?>) value, element));
    }

    private static Object elements(List<?> list, InferredColumn element) {
        return list.stream()
                .map(each -> each == null ? null : element.value().apply(each))
                .toList();
    }

    private static TargetColumn elementOf(TargetColumn array) {
        return new TargetColumn(
                array.name(),
                withoutBrackets(array.type()),
                withoutBrackets(array.family()),
                true,
                false,
                false,
                false);
    }

    private static String withoutBrackets(String type) {
        int end = type.indexOf("[]");
        return end < 0 ? type : type.substring(0, end);
    }

    private static InferredColumn decimal(int scale) {
        return new InferredColumn(
                Decimal.builder(scale).optional().build(),
                value ->
                        value instanceof String text
                                ? new BigDecimal(new BigInteger(decoded(text)), scale)
                                : new BigDecimal(value.toString()));
    }

    private static InferredColumn bits(int length) {
        Schema schema =
                SchemaBuilder.bytes()
                        .name("io.debezium.data.Bits")
                        .version(1)
                        .parameter("length", Integer.toString(length))
                        .optional()
                        .build();
        return new InferredColumn(
                schema,
                value ->
                        value instanceof Boolean bit
                                ? new byte[] {(byte) (bit ? 1 : 0)}
                                : bytes(value));
    }

    private static Object integer(Object value) {
        return value instanceof Number number
                ? number.longValue()
                : value instanceof Boolean bool ? (bool ? 1L : 0L) : Long.valueOf((String) value);
    }

    private static Object floating(Object value) {
        return value instanceof Number number
                ? number.doubleValue()
                : Double.valueOf((String) value);
    }

    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text);
    }

    private static Object bytes(Object value) {
        return value instanceof String text ? decoded(text) : Decoding.bytes(value);
    }

    private static Object geometry(Object value) {
        Map<?, ?> map = (Map<?, ?>) value;
        Struct struct = new Struct(GEOMETRY).put("wkb", bytes(map.get("wkb")));
        if (map.get("srid") instanceof Number srid) {
            struct.put("srid", srid.intValue());
        }
        return struct;
    }

    private static Object json(Object value) {
        return value instanceof String ? value : JsonText.of(value);
    }

    private static Object asText(Object value) {
        return ValueText.of(value);
    }

    private static Object days(Object value) {
        return value instanceof String text
                ? (int) TemporalDecoding.isoDate(text).toEpochDay()
                : Math.toIntExact(((Number) value).longValue());
    }

    private static Object nanosOfDay(Object value, long nanosPerUnit) {
        return value instanceof String text
                ? TemporalDecoding.isoTime(text).toNanoOfDay()
                : Math.multiplyExact(((Number) value).longValue(), nanosPerUnit);
    }

    @SuppressWarnings("JavaLocalDateTimeGetNano") // the seconds come from toEpochSecond
    private static Object epoch(Object value, long perSecond, long wanted) {
        if (value instanceof Number number) {
            return Math.multiplyExact(number.longValue(), wanted / perSecond);
        }
        LocalDateTime timestamp = TemporalDecoding.isoTimestamp((String) value);
        return Math.addExact(
                Math.multiplyExact(timestamp.toEpochSecond(ZoneOffset.UTC), wanted),
                timestamp.getNano() / (1_000_000_000 / wanted));
    }

    private static Object zoned(Object value, long perSecond) {
        return value instanceof Number
                ? TemporalDecoding.timestamp(value, perSecond).atOffset(ZoneOffset.UTC).toString()
                : (String) value;
    }
}
