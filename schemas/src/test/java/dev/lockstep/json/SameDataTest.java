package dev.lockstep.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.event.GoldenEvent;
import dev.lockstep.event.GoldenEvents;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SameDataTest {

    private static final int CASES = 800;

    private static final JsonConverters TO_TEXT = JsonConverters.with();

    private final JsonConverters plain = JsonConverters.with("schemas.enable", false);
    private final JsonConverters enveloped =
            JsonConverters.with("schemas.enable", true, "schemas.cache.size", 5);
    private final JsonConverters keepingNulls =
            JsonConverters.with("replace.null.with.default", "false", "decimal.format", "NUMERIC");

    @ParameterizedTest
    @ValueSource(longs = {3, 20_261_120})
    void recordsAreReadAsKafkaReadsThem(long seed) {
        RandomData data = new RandomData(seed, false);
        for (int i = 0; i < CASES; i++) {
            Schema schema = data.schema();
            for (int j = 0; j < 2; j++) {
                Object value = data.value(schema);
                same(enveloped, enveloped.kafkas.fromConnectData("t", schema, value));
                same(keepingNulls, keepingNulls.kafkas.fromConnectData("t", schema, value));
                same(plain, plain.kafkas.fromConnectData("t", schema, value));
            }
            same(
                    plain,
                    plain.kafkas.fromConnectData(
                            "t", null, Collections.singletonList(data.schemaless(3))));
        }
    }

    @Test
    void goldenEventsAreReadAsKafkaReadsThem() {
        for (GoldenEvent event : GoldenEvents.all()) {
            event.keyJsonWithSchema().ifPresent(json -> same(enveloped, json));
            event.valueJsonWithSchema().ifPresent(json -> same(enveloped, json));
            event.keyJson().ifPresent(json -> same(plain, json));
            event.valueJson().ifPresent(json -> same(plain, json));
        }
        for (String name : GoldenEvents.debeziumNames()) {
            same(plain, GoldenEvents.debezium(name));
        }
    }

    /** What we read, Kafka's converter reads, and to the same effect; never another exception. */
    @ParameterizedTest
    @ValueSource(longs = {4, 20_261_120})
    void damagedRecordsAreReadAsKafkaReadsThemOrRefused(long seed) {
        RandomData data = new RandomData(seed, false);
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            Schema schema = data.schema();
            Object value = data.value(schema);
            byte[] json = enveloped.kafkas.fromConnectData("t", schema, value);
            byte[] bare = plain.kafkas.fromConnectData("t", schema, value);
            int payload = json.length - bare.length - 1;
            for (int j = 0; j < 5; j++) {
                // The schema is known then, and only the value is damaged.
                same(enveloped, json);
                refused += sameOrRefused(enveloped, damaged(json, payload, random)) ? 0 : 1;
                refused += sameOrRefused(enveloped, damaged(json, 0, random)) ? 0 : 1;
                refused += sameOrRefused(plain, damaged(bare, 0, random)) ? 0 : 1;
            }
        }
        assertThat(refused).isBetween(2 * CASES, 13 * CASES);
    }

    private static byte[] damaged(byte[] json, int from, SplittableRandom random) {
        byte[] damaged = json.clone();
        int at = random.nextInt(from, json.length);
        switch (random.nextInt(4)) {
            case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> damaged[at] = json[random.nextInt(json.length)];
            case 2 -> damaged = Arrays.copyOf(json, at);
            default -> {
                int to = random.nextInt(at, json.length);
                System.arraycopy(json, to, damaged, at, json.length - to);
                damaged = Arrays.copyOf(damaged, json.length - (to - at));
            }
        }
        return damaged;
    }

    private static boolean sameOrRefused(JsonConverters converters, byte[] json) {
        SchemaAndValue actual;
        try {
            actual = converters.ours.toConnectData("t", json);
        } catch (DataException refused) {
            return false;
        }
        same(converters.kafkas.toConnectData("t", json), actual, json);
        return true;
    }

    private static void same(JsonConverters converters, byte[] json) {
        SchemaAndValue expected = converters.kafkas.toConnectData("t", json);
        same(expected, converters.ours.toConnectData("t", json), json);
    }

    private static void same(SchemaAndValue expected, SchemaAndValue actual, byte[] json) {
        assertThat(text(actual.schema())).isEqualTo(text(expected.schema()));
        assertThat(same(expected.value(), actual.value()))
                .as("%s read as %s", new String(json, UTF_8), actual.value())
                .isTrue();
    }

    /** Schemas with bytes in a default are not equal to themselves read again. */
    private static String text(Schema schema) {
        return String.valueOf(TO_TEXT.kafkas.asJsonSchema(schema));
    }

    private static boolean same(Object expected, Object actual) {
        if (expected instanceof byte[] bytes) {
            return actual instanceof byte[] other && Arrays.equals(bytes, other);
        }
        if (expected instanceof Double number && number == 0) {
            return actual instanceof Double other && other == 0;
        }
        if (expected instanceof Float number && number == 0) {
            return actual instanceof Float other && other == 0;
        }
        if (expected instanceof List<?> list) {
            return actual instanceof List<?> other && same(list.toArray(), other.toArray());
        }
        if (expected instanceof Map<?, ?> map) {
            return actual instanceof Map<?, ?> other
                    && map.keySet().equals(other.keySet())
                    && map.keySet().stream().allMatch(key -> same(map.get(key), other.get(key)));
        }
        if (expected instanceof Struct struct) {
            return actual instanceof Struct other && same(values(struct), values(other));
        }
        return Objects.equals(expected, actual);
    }

    private static boolean same(Object[] expected, Object[] actual) {
        boolean same = expected.length == actual.length;
        for (int i = 0; same && i < expected.length; i++) {
            same = same(expected[i], actual[i]);
        }
        return same;
    }

    private static Object[] values(Struct struct) {
        return struct.schema().fields().stream()
                .map(Field::name)
                .map(struct::getWithoutDefault)
                .toArray();
    }

    @Test
    void tombstonesAndEmptyRecordsAreNull() {
        assertThat(plain.ours.toConnectData("t", null)).isEqualTo(SchemaAndValue.NULL);
        same(plain, new byte[0]);
        same(plain, " \n".getBytes(UTF_8));
    }

    @Test
    void schemasOfTheSameTextAreTheSameObject() {
        byte[] json = GoldenEvents.named("update").valueJsonWithSchema().orElseThrow();

        Schema first = enveloped.ours.toConnectData("t", json).schema();

        assertThat(enveloped.ours.toConnectData("t", json).schema()).isSameAs(first);
    }

    @Test
    void anEnvelopeIsReadInAnyOrder() {
        String schema = "{\"type\":\"struct\",\"fields\":[{\"type\":\"int32\",\"field\":\"a\"}]}";
        for (String json :
                List.of(
                        "{\"payload\":{\"a\":1},\"schema\":" + schema + "}",
                        "{\"schema\":" + schema + ",\"payload\":{\"a\":1}}",
                        "{\"schema\":" + schema + ",\"payload\":{\"a\":2}} ",
                        "{\"schema\":" + schema + ",\"payload\":{\"a\":2},\"payload\":{\"a\":3}}",
                        "{\"schema\":" + schema + ",\"payload\":{\"a\":4},\"schema\":null}",
                        "{\"schema\":" + schema + ",\"payload\":{\"a\":5}}",
                        "\uFEFF{\"schema\":" + schema + ",\"payload\":{\"b\":[{}],\"a\":6}}",
                        "\uFEFF{\"schema\":" + schema + ",\"payload\":{\"b\":[{}],\"a\":7}}")) {
            same(enveloped, json.getBytes(UTF_8));
        }
        assertThatThrownBy(
                        () -> enveloped.ours.toConnectData("t", "{\"payload\":{}}".getBytes(UTF_8)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("schemas.enable");
    }

    @Test
    void theSchemaOfTheOptionsIsThatOfEveryRecord() {
        String schema =
                "{\"type\":\"struct\",\"fields\":[{\"type\":\"int32\",\"field\":\"a\","
                        + "\"default\":4}]}";
        JsonConverters fixed = JsonConverters.with("schema.content", schema);

        same(fixed, "{\"a\":1}".getBytes(UTF_8));
        same(fixed, "{}".getBytes(UTF_8));
        assertThatThrownBy(() -> JsonConverters.with("schema.content", "{"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("schema.content");
    }

    /** Where Kafka's converter reads 0, false or null. */
    @Test
    void valuesOfAnotherTypeThanTheSchemasAreRefused() {
        for (String[] pair :
                List.of(
                        new String[] {"int32", "\"7\""},
                        new String[] {"int32", "2147483648"},
                        new String[] {"int8", "1.5"},
                        new String[] {"int64", "9223372036854775808"},
                        new String[] {"boolean", "\"true\""},
                        new String[] {"string", "7"},
                        new String[] {"double", "\"secret\""},
                        new String[] {"bytes", "\"not base64, secret\""})) {
            String json = "{\"schema\":{\"type\":\"" + pair[0] + "\"},\"payload\":" + pair[1] + "}";

            assertThatThrownBy(() -> enveloped.ours.toConnectData("t", json.getBytes(UTF_8)))
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("Cannot read a record as JSON: ")
                    .hasMessageNotContaining("secret");
        }
    }

    /** Where Kafka's converter reads 0. */
    @Test
    void numbersThatJsonCannotSayComeBackAsTheyWere() {
        for (double value : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1 / 0.0, -0.0}) {
            byte[] json = enveloped.ours.fromConnectData("t", Schema.FLOAT64_SCHEMA, value);
            byte[] single =
                    enveloped.ours.fromConnectData("t", Schema.FLOAT32_SCHEMA, (float) value);

            assertThat(enveloped.ours.toConnectData("t", json).value()).isEqualTo(value);
            assertThat(enveloped.ours.toConnectData("t", single).value()).isEqualTo((float) value);
        }
    }
}
