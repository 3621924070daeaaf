package dev.lockstep.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.event.GoldenEvent;
import dev.lockstep.event.GoldenEvents;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in the quick way, and what is left to the thorough one. */
class CompactReaderTest {

    private static final JsonOptions OPTIONS = options(Map.of());

    private static JsonOptions options(Map<String, String> options) {
        Map<String, Object> all = new java.util.HashMap<>(options);
        all.put("converter.type", "value");
        return new JsonOptions(all);
    }

    private static Object read(Schema schema, byte[] json) {
        CompactText text = new CompactText();
        text.begin(json, 0);
        Object value = new CompactReader(schema, OPTIONS).read(text);
        return text.at() == json.length - 1 ? value : CompactReader.OTHERWISE;
    }

    /** As the member of an object: something follows it. */
    private static Object read(Schema schema, String json) {
        return read(schema, (json + "}").getBytes(UTF_8));
    }

    @Test
    void readsEventsAsTheConverterWritesThem() {
        for (GoldenEvent event : GoldenEvents.all()) {
            byte[] json = event.valueJsonWithSchema().orElse(null);
            if (json == null) {
                continue;
            }
            JsonConverters converters = JsonConverters.with();
            var expected = converters.kafkas.toConnectData("t", json);
            byte[] bare =
                    JsonConverters.with("schemas.enable", "false")
                            .ours
                            .fromConnectData("t", expected.schema(), expected.value());

            assertThat(read(expected.schema(), new String(bare, UTF_8)))
                    .as(event.name())
                    .isEqualTo(expected.value());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "eight by",
                "nine byte",
                "two of eight byte",
                "tab\there",
                "{\"a\": \"\\\\\"}",
                "ž",
                "日本語",
                "😀 and \" more",
                "\u0001",
                "\u007f",
                "ends with \\",
                "12345678\"",
                "\u0080"
            })
    void readsStringsOfEveryKind(String string) {
        JsonBytes json = new JsonBytes();
        json.string(string);
        json.raw('}');

        assertThat(read(Schema.STRING_SCHEMA, json.toBytes())).isEqualTo(string);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a",
                "\"a\\\"",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\ud83d\"",
                "\"\\ud83d\\u0041\"",
                "\"\\ude00\\ud83d\"",
                "\"a\nb\"",
                "\"seven b\u0000\"",
                "a",
                "7",
                "nul",
                "null"
            })
    void leavesOtherStringsToTheThoroughReader(String json) {
        assertThat(read(Schema.STRING_SCHEMA, json)).isSameAs(CompactReader.OTHERWISE);
    }

    @Test
    void leavesBytesThatAreNoCharactersToTheThoroughReader() {
        byte[] json = "\"a\u00e9b\"}".getBytes(ISO_8859_1);

        assertThat(read(Schema.STRING_SCHEMA, json)).isSameAs(CompactReader.OTHERWISE);
    }

    /** The first of a field is read, the second is compared with it. */
    @Test
    void tellsAStringFromTheOneBeforeIt() {
        Schema schema = SchemaBuilder.struct().field("s", Schema.STRING_SCHEMA).build();
        CompactReader reader = new CompactReader(schema, OPTIONS);
        CompactText text = new CompactText();
        String before = null;
        for (String string :
                new String[] {
                    "ab",
                    "ab",
                    "abc",
                    "a",
                    "",
                    "",
                    "ab",
                    "x".repeat(64),
                    "x".repeat(64),
                    "x".repeat(65),
                    "x".repeat(65),
                    "x".repeat(64)
                }) {
            text.begin(("{\"s\":\"" + string + "\"}").getBytes(UTF_8), 0);
            String read = ((Struct) reader.read(text)).getString("s");

            assertThat(read).isEqualTo(string);
            if (string.equals(before) && string.length() <= 64) {
                assertThat(read).isSameAs(before);
            }
            before = read;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "7, 7",
        "-12, -12",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775807, -9223372036854775807"
    })
    void readsWholeNumbers(String json, long number) {
        assertThat(read(Schema.INT64_SCHEMA, json)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "-",
                "--1",
                "1.0",
                "1e3",
                "+1",
                "1 ",
                "10000000000000000000",
                "-9223372036854775808",
                "\"1\"",
                "true",
                "9223372036854775808"
            })
    void leavesOtherNumbersToTheThoroughReader(String json) {
        assertThat(read(Schema.INT64_SCHEMA, json)).isSameAs(CompactReader.OTHERWISE);
    }

    @Test
    void leavesNumbersThatDoNotFitToTheThoroughReader() {
        assertThat(read(Schema.INT8_SCHEMA, "128")).isSameAs(CompactReader.OTHERWISE);
        assertThat(read(Schema.INT16_SCHEMA, "-32769")).isSameAs(CompactReader.OTHERWISE);
        assertThat(read(Schema.INT32_SCHEMA, "2147483648")).isSameAs(CompactReader.OTHERWISE);
        assertThat(read(Schema.INT32_SCHEMA, "-2147483648")).isEqualTo(Integer.MIN_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.", ".5", "1.5e3", "01.5", "NaN", "\"NaN\"", "1.5x"})
    void leavesOtherFractionsToTheThoroughReader(String json) {
        assertThat(read(Schema.FLOAT64_SCHEMA, json)).isSameAs(CompactReader.OTHERWISE);
    }

    @Test
    void readsFractions() {
        assertThat(read(Schema.FLOAT64_SCHEMA, "-0.1")).isEqualTo(-0.1);
        assertThat(read(Schema.FLOAT32_SCHEMA, "0.1")).isEqualTo(0.1f);
        assertThat(read(Decimal.schema(1), "1.50")).isEqualTo(new BigDecimal("1.50"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "127.99",
                "-128",
                "99999999.99",
                "-92233720368547758.08",
                "92233720368547758.08",
                "123456789012345678901234567890.12"
            })
    void readsDecimals(String number) {
        BigDecimal decimal = new BigDecimal(number).setScale(2);
        JsonBytes json = new JsonBytes();
        json.base64(Decimal.fromLogical(Decimal.schema(2), decimal));
        json.raw('}');

        assertThat(read(Decimal.schema(2), json.toBytes())).isEqualTo(decimal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"AQ\"", "\"A Q=\"", "\"AQ==AQ==\"", "\"A\\/==\"", "1"})
    void leavesOtherDecimalsToTheThoroughReader(String json) {
        assertThat(read(Decimal.schema(2), json)).isSameAs(CompactReader.OTHERWISE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\"", "-\"", "x\"", "\"AQ\"", "\"AQ==", "\"", "AQ==\"", "1"})
    void leavesOtherBytesToTheThoroughReader(String json) {
        assertThat(read(Schema.BYTES_SCHEMA, json)).isSameAs(CompactReader.OTHERWISE);
    }

    @Test
    void readsBytes() {
        assertThat(read(Schema.BYTES_SCHEMA, "\"\"")).isEqualTo(new byte[0]);
        assertThat(read(Schema.BYTES_SCHEMA, "\"AQ==\"")).isEqualTo(new byte[] {1});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"b\":null}",
                "{\"a\":1,\"b\":[]}",
                "{\"a\":1,\"b\":[true,null,false]}"
            })
    void readsStructsWhoseFieldsAreInTheirOrder(String json) {
        assertThat(read(PAIR, json)).isInstanceOf(Struct.class);
    }

    private static final Schema PAIR =
            SchemaBuilder.struct()
                    .field("a", Schema.INT32_SCHEMA)
                    .field(
                            "b",
                            SchemaBuilder.array(Schema.OPTIONAL_BOOLEAN_SCHEMA).optional().build())
                    .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":1}",
                "{\"b\":[],\"a\":1}",
                "{\"a\":1,\"b\":[],\"c\":1}",
                "{ \"a\":1,\"b\":[]}",
                "{\"a\":null,\"b\":[]}",
                "{\"a\":1,\"b\":[true,]}",
                "{\"a\":1,\"b\":[true",
                "[]",
                "{\"a\":1,\"b\":[tru]}"
            })
    void leavesOtherStructsToTheThoroughReader(String json) {
        assertThat(read(PAIR, json)).isSameAs(CompactReader.OTHERWISE);
    }

    /** Kafka could keep them in another way one day; then structs are filled by their methods. */
    @Test
    void reachesTheValuesOfAStruct() {
        Struct struct = new Struct(PAIR).put("a", 7);

        assertThat(StructValues.of(struct)).containsExactly(7, null);
    }
}
