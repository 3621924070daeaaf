package dev.lockstep.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.event.GoldenEvent;
import dev.lockstep.event.GoldenEvents;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SameBytesTest {

    private static final int CASES = 2_000;

    private final JsonConverters plain = JsonConverters.with("schemas.enable", false);
    private final JsonConverters enveloped = JsonConverters.with("schemas.enable", true);

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_120})
    void valuesWithSchemasAreWrittenAsKafkaWritesThem(long seed) {
        JsonConverters numeric =
                JsonConverters.with(
                        "decimal.format",
                        "numeric",
                        "replace.null.with.default",
                        "false",
                        "schemas.cache.size",
                        "3");
        RandomData data = new RandomData(seed, true);
        for (int i = 0; i < CASES; i++) {
            Schema schema = data.schema();
            Object value = data.value(schema);
            same(plain, schema, value);
            same(enveloped, schema, value);
            same(numeric, schema, value);
            same(enveloped, schema, data.value(schema));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 20_261_120})
    void valuesWithoutSchemasAreWrittenAsKafkaWritesThem(long seed) {
        RandomData data = new RandomData(seed, true);
        for (int i = 0; i < CASES; i++) {
            Object value = data.schemaless(4);
            same(plain, null, value);
            same(enveloped, null, value);
        }
    }

    private static void same(JsonConverters converters, Schema schema, Object value) {
        byte[] expected = converters.kafkas.fromConnectData("t", schema, value);
        byte[] actual = converters.ours.fromConnectData("t", schema, value);
        if (expected == null) {
            assertThat(actual).isNull();
        } else {
            assertThat(new String(actual, UTF_8)).isEqualTo(new String(expected, UTF_8));
        }
    }

    @Test
    void decimalsOfEveryLengthAreWritten() {
        Schema schema = Decimal.schema(2);
        for (int bits = 0; bits <= 70; bits++) {
            BigInteger power = BigInteger.ONE.shiftLeft(bits);
            for (int near = -1; near <= 1; near++) {
                BigInteger unscaled = power.add(BigInteger.valueOf(near));
                same(plain, schema, new BigDecimal(unscaled, 2));
                same(plain, schema, new BigDecimal(unscaled.negate(), 2));
            }
        }
    }

    @Test
    void valuesThatComeAgainAfterManyOthersAreWritten() {
        String again = "again";
        for (int i = 0; i < 500; i++) {
            boolean repeats = i % 200 > 150;
            String text = repeats ? again : "text " + i;
            same(plain, pair(), new Struct(pair()).put("a", repeats ? 7 : i).put("b", text));
        }
    }

    @Test
    void goldenEventsAreWrittenAsTheyStand() {
        for (GoldenEvent event : GoldenEvents.all()) {
            event.keyJsonWithSchema().ifPresent(this::golden);
            event.valueJsonWithSchema().ifPresent(this::golden);
        }
    }

    private void golden(byte[] json) {
        SchemaAndValue data = enveloped.kafkas.toConnectData("t", json);
        same(plain, data.schema(), data.value());
        same(enveloped, data.schema(), data.value());
    }

    @Test
    void namesThatTwoKeysShareAreWrittenOnce() {
        Schema schema =
                SchemaBuilder.map(Schema.OPTIONAL_STRING_SCHEMA, Schema.INT32_SCHEMA).build();
        Map<String, Integer> map = new HashMap<>();
        map.put("null", 1);
        map.put(null, 2);

        same(plain, schema, map);
    }

    @Test
    void aBufferIsWrittenAsItsWholeArray() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2).slice();

        same(plain, Schema.BYTES_SCHEMA, buffer);
        assertThat(plain.ours.fromConnectData("t", null, buffer.asReadOnlyBuffer()))
                .isEqualTo("\"AgM=\"".getBytes(UTF_8));
    }

    @Test
    void aStructOfAnEqualSchemaIsWritten() {
        Struct struct = new Struct(pair()).put("a", 1).put("b", "x");

        same(plain, pair(), struct);
        same(enveloped, pair(), struct);
    }

    @Test
    void aValueLongerThanTheBufferLeavesItFitForTheNext() {
        same(plain, Schema.STRING_SCHEMA, "é\"".repeat(1 << 20));
        same(plain, Schema.STRING_SCHEMA, "short");
    }

    @Test
    void whatKafkaRefusesIsRefusedWithTheFieldButNotItsValue() {
        Schema foreign = SchemaBuilder.struct().field("c", Schema.STRING_SCHEMA).build();
        Schema decimal = Decimal.schema(2);
        Schema unscaled =
                SchemaBuilder.bytes().name(Decimal.LOGICAL_NAME).parameter("scale", "x").build();
        List<SchemaAndValue> bad =
                List.of(
                        new SchemaAndValue(Schema.INT32_SCHEMA, "secret"),
                        new SchemaAndValue(Schema.INT32_SCHEMA, null),
                        new SchemaAndValue(pair(), new Struct(pair()).put("b", "secret")),
                        new SchemaAndValue(foreign, new Struct(pair())),
                        new SchemaAndValue(decimal, new BigDecimal("1.234")),
                        new SchemaAndValue(decimal, "secret"),
                        new SchemaAndValue(unscaled, new BigDecimal(BigInteger.ONE, -1)),
                        new SchemaAndValue(
                                Date.SCHEMA, java.util.Date.from(Instant.EPOCH.plusMillis(1))),
                        new SchemaAndValue(null, new BigDecimal("1.2")),
                        new SchemaAndValue(null, new Struct(pair())),
                        new SchemaAndValue(null, nested(1002)));
        for (SchemaAndValue data : bad) {
            for (JsonConverters converters : List.of(plain, enveloped)) {
                assertThatThrownBy(() -> write(converters.kafkas::fromConnectData, data))
                        .isInstanceOf(DataException.class);
                assertThatThrownBy(() -> write(converters.ours::fromConnectData, data))
                        .isInstanceOf(DataException.class)
                        .hasMessageStartingWith("Cannot write ")
                        .hasMessageNotContaining("secret");
            }
        }
        assertThatThrownBy(() -> write(plain.ours::fromConnectData, bad.get(2)))
                .hasMessageContaining("field a");
    }

    private interface Writing {
        byte[] write(String topic, Schema schema, Object value);
    }

    private static void write(Writing writing, SchemaAndValue data) {
        writing.write("t", data.schema(), data.value());
    }

    private static Object nested(int depth) {
        Object value = List.of();
        for (int i = 1; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    private static Schema pair() {
        return SchemaBuilder.struct()
                .field("a", Schema.INT32_SCHEMA)
                .field("b", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
    }
}
