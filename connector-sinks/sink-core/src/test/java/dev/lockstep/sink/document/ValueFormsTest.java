package dev.lockstep.sink.document;

import static dev.lockstep.sink.document.Rows.json;
import static dev.lockstep.sink.document.Rows.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.sink.config.DecimalFormat;
import dev.lockstep.sink.config.DocumentOptions;
import dev.lockstep.sink.config.JsonFormat;
import dev.lockstep.sink.config.TemporalFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What values of each kind become. */
class ValueFormsTest {

    private static final DocumentOptions STRINGS =
            new DocumentOptions(DecimalFormat.STRING, JsonFormat.STRING, TemporalFormat.ISO);

    @ParameterizedTest
    @CsvSource({
        "io.debezium.time.Timestamp, 1700000000120, 2023-11-14T22:13:20.12",
        "io.debezium.time.MicroTimestamp, 1700000000000001, 2023-11-14T22:13:20.000001",
        "io.debezium.time.NanoTimestamp, -1, 1969-12-31T23:59:59.999999999",
        "io.debezium.time.MicroTimestamp, 253402300800000000, +10000-01-01T00:00:00",
        "io.debezium.time.MicroTime, 86399999999, 23:59:59.999999",
        "io.debezium.time.NanoTime, 3600000000001, 01:00:00.000000001",
        "io.debezium.time.MicroTime, -3023999000000, -839:59:59",
        "io.debezium.time.MicroDuration, 90000000, PT1M30S",
    })
    void countsOfUnitsAreIso(String name, long value, String text) {
        assertThat(json(named(SchemaBuilder.int64(), name), value)).isEqualTo('"' + text + '"');
    }

    @ParameterizedTest
    @CsvSource({"0, 1970-01-01", "-719529, -0001-12-31", "19723, 2024-01-01"})
    void daysAreIso(int value, String text) {
        assertThat(json(named(SchemaBuilder.int32(), "io.debezium.time.Date"), value))
                .isEqualTo('"' + text + '"');
    }

    @Test
    void datesOfConnectAreIso() {
        assertThat(json(Timestamp.SCHEMA, at(1L))).isEqualTo("\"1970-01-01T00:00:00.001\"");
        assertThat(json(Time.SCHEMA, at(1_000L))).isEqualTo("\"00:00:01\"");
        assertThat(json(org.apache.kafka.connect.data.Date.SCHEMA, at(-86_400_000L)))
                .isEqualTo("\"1969-12-31\"");
    }

    @ParameterizedTest
    @CsvSource({
        "io.debezium.time.ZonedTimestamp, 2024-01-01T10:00:00.5+02:00, 2024-01-01T10:00:00.5+02:00",
        "io.debezium.time.ZonedTime, 10:00:00Z, 10:00:00Z",
        "io.debezium.time.IsoDate, 2024-01-01Z, 2024-01-01",
        "io.debezium.time.IsoTimestamp, 2024-01-01T00:00:00Z, 2024-01-01T00:00:00",
        "io.debezium.time.Interval, P1Y, P1Y",
    })
    void textsOfTimesStay(String name, String value, String text) {
        assertThat(json(named(SchemaBuilder.string(), name), value)).isEqualTo('"' + text + '"');
    }

    @ParameterizedTest
    @CsvSource({
        "EPOCH_SECONDS, -2, 1704103200",
        "EPOCH_MILLIS, -1001, 1704103200500",
        "EPOCH_MICROS, -1000001, 1704103200500000",
    })
    void timestampsCanBeNumbers(TemporalFormat format, long before1970, long zoned) {
        DocumentOptions options =
                new DocumentOptions(DecimalFormat.STRING, JsonFormat.OBJECT, format);
        Schema nanos = named(SchemaBuilder.int64(), "io.debezium.time.NanoTimestamp");
        assertThat(json(nanos, -1_000_000_001L, options)).isEqualTo("" + before1970);
        Schema text = named(SchemaBuilder.string(), "io.debezium.time.ZonedTimestamp");
        assertThat(json(text, "2024-01-01T12:00:00.5+02:00", options)).isEqualTo("" + zoned);
    }

    @ParameterizedTest
    @EnumSource(
            value = TemporalFormat.class,
            names = {"EPOCH_SECONDS", "EPOCH_MILLIS", "EPOCH_MICROS"})
    void datesCanBeNumbers(TemporalFormat format) {
        DocumentOptions options =
                new DocumentOptions(DecimalFormat.STRING, JsonFormat.OBJECT, format);
        Schema date = named(SchemaBuilder.int32(), "io.debezium.time.Date");
        assertThat(json(date, 1, options)).isEqualTo("" + 86_400L * format.unitsPerSecond());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.00", "-1.10", "123456789012345678901234567890.123456789", "1E+3", "1E-7"})
    void decimalsKeepTheirDigits(String digits) {
        BigDecimal value = new BigDecimal(digits);
        Schema schema = Decimal.builder(value.scale()).optional().build();
        assertThat(json(schema, value)).isEqualTo(value.toPlainString());
        assertThat(json(schema, value, STRINGS)).isEqualTo('"' + value.toPlainString() + '"');
    }

    @Test
    void aDecimalOfAnyScaleIsBounded() {
        Schema schema =
                SchemaBuilder.struct()
                        .name("io.debezium.data.VariableScaleDecimal")
                        .field("scale", Schema.INT32_SCHEMA)
                        .field("value", Schema.BYTES_SCHEMA)
                        .build();
        Struct small = new Struct(schema).put("scale", 1).put("value", new byte[] {15});
        assertThat(json(schema, small)).isEqualTo("1.5");
        Struct huge = new Struct(schema).put("scale", -2_000_000_000).put("value", new byte[] {1});
        assertThat(json(schema, huge)).isEqualTo("1E+2000000000");
    }

    @Test
    void whatJsonHasNoNumberForIsAString() {
        assertThat(json(Schema.FLOAT64_SCHEMA, Double.NaN)).isEqualTo("\"NaN\"");
        assertThat(json(Schema.FLOAT32_SCHEMA, Float.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
        assertThat(json(Schema.FLOAT32_SCHEMA, 0.1f)).isEqualTo("0.1");
    }

    @Test
    void bytesAreBase64() {
        assertThat(json(Schema.BYTES_SCHEMA, new byte[] {1, 2, 3})).isEqualTo("\"AQID\"");
        ByteBuffer part = ByteBuffer.wrap(new byte[] {9, 1, 2, 3, 9}, 1, 3);
        assertThat(json(Schema.BYTES_SCHEMA, part)).isEqualTo("\"AQID\"");
    }

    @Test
    void bitsAreZerosAndOnes() {
        Schema bits = SchemaBuilder.bytes().name("io.debezium.data.Bits").parameter("length", "10");
        assertThat(json(bits, new byte[] {5, 2})).isEqualTo("\"1000000101\"");
    }

    @Test
    void jsonIsPartOfTheDocument() {
        Schema schema = named(SchemaBuilder.string(), "io.debezium.data.Json");
        assertThat(json(schema, "{\"a\": 1.10,\n \"ž\":[\"\\n\"]}"))
                .isEqualTo("{\"a\": 1.10,  \"ž\":[\"\\n\"]}");
        assertThat(json(schema, "{\"a\":", DocumentOptions.DEFAULTS)).isEqualTo("\"{\\\"a\\\":\"");
        assertThat(json(schema, "[1]", STRINGS)).isEqualTo("\"[1]\"");
    }

    @Test
    void whatIsNestedIsWrittenByItsSchemas() {
        Schema date = named(SchemaBuilder.int32(), "io.debezium.time.Date");
        Schema inner =
                SchemaBuilder.struct()
                        .field("d", date)
                        .field("n", SchemaBuilder.int32().optional().defaultValue(5).build())
                        .build();
        Schema schema = SchemaBuilder.array(SchemaBuilder.map(Schema.INT32_SCHEMA, inner));
        Struct struct = new Struct(inner).put("d", 0);
        assertThat(json(schema, Arrays.asList(Map.of(3, struct), null)))
                .isEqualTo("[{\"3\":{\"d\":\"1970-01-01\",\"n\":null}},null]");
        assertThat(json(schema, List.of())).isEqualTo("[]");
    }

    @Test
    void aGeometryIsItsBinaryFormAndItsSystem() {
        Schema schema =
                SchemaBuilder.struct()
                        .name("io.debezium.data.geometry.Geometry")
                        .field("wkb", Schema.BYTES_SCHEMA)
                        .field("srid", Schema.OPTIONAL_INT32_SCHEMA)
                        .build();
        byte[] wkb = {1, 1};
        assertThat(json(schema, new Struct(schema).put("wkb", wkb).put("srid", 4326)))
                .isEqualTo(
                        "{\"wkb\":\""
                                + Base64.getEncoder().encodeToString(wkb)
                                + "\",\"srid\":4326}");
    }

    @Test
    void withoutASchemaTheClassTells() {
        assertThat(json(null, Map.of("a", Arrays.asList(1, 2.5, null, "x", true))))
                .isEqualTo("{\"a\":[1,2.5,null,\"x\",true]}");
        assertThat(json(null, new BigInteger("123456789012345678901")))
                .isEqualTo("123456789012345678901");
        assertThat(json(null, new BigDecimal("1.50"), STRINGS)).isEqualTo("\"1.50\"");
    }

    private static Date at(long millis) {
        return Date.from(Instant.ofEpochMilli(millis));
    }
}
