package dev.lockstep.source.postgres.type;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayTypesTest {

    private static final String PLACEHOLDER = "__debezium_unavailable_value";

    private final Readers readers = Readers.defaults();

    @Test
    void readsElementsAndNulls() {
        ColumnReader reader = readers.optional("_int4");

        assertThat(reader.schema())
                .isEqualTo(SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).optional().build());
        assertThat(Readers.read(reader, "{1,-2,NULL}")).isEqualTo(asList(1, -2, null));
        assertThat(Readers.read(reader, "{}")).isEqualTo(List.of());
    }

    @Test
    void unescapesText() {
        assertThat(
                        Readers.read(
                                readers,
                                "_text",
                                "{\"NULL\",NULL,\"a\\\"b\\\\c\",\"\",\" x \",\"a,b\",\"{}\",ä€😀}"))
                .isEqualTo(asList("NULL", null, "a\"b\\c", "", " x ", "a,b", "{}", "ä€😀"));
    }

    @Test
    void readsEveryKindOfElement() {
        assertThat(Readers.read(readers, "_box", "{(1,1),(0,0);(3,3),(2,2)}"))
                .isEqualTo(List.of("(1,1),(0,0)", "(3,3),(2,2)"));
        assertThat(Readers.read(readers, "_bytea", "{\"\\\\x0102\"}"))
                .isEqualTo(List.of(ByteBuffer.wrap(new byte[] {1, 2})));
        assertThat(Readers.read(readers, "_money", "{$1.50,\"-$1,234.50\"}"))
                .isEqualTo(List.of(new BigDecimal("1.50"), new BigDecimal("-1234.50")));
        assertThat(Readers.read(readers, "_timetz", "{10:00:00.5+02}"))
                .isEqualTo(List.of("10:00:00.5+02:00"));
        assertThat(Readers.read(readers, "_address", "{\"(1,\\\"a b\\\")\"}"))
                .isEqualTo(List.of("(1,\"a b\")"));
        assertThat(Readers.read(readers, "_price", "{1.50}"))
                .isEqualTo(List.of(new BigDecimal("1.50")));
        assertThat(Readers.read(readers, "_day_list", "{\"{1970-01-02,NULL}\"}"))
                .isEqualTo(List.of(asList(1, null)));
        assertThat(Readers.read(readers, "_timestamptz", "{infinity}"))
                .isEqualTo(List.of("infinity"));
        assertThat(Readers.read(readers, "_int4range", "{\"[1,5)\"}")).isEqualTo(List.of("[1,5)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"_mood", "_tsvector", "_isbn", "_vector", "_halfvec", "_sparsevec"})
    void hasRequiredElementsWhereDebeziumHas(String type) {
        assertThat(readers.optional(type).schema().valueSchema().isOptional()).isFalse();
        assertThat(Readers.read(readers, type, "{NULL}")).isEqualTo(new Inexact(null, "{NULL}"));
        assertThat(Readers.read(readers.required(type), "{NULL}"))
                .isEqualTo(new Inexact(List.of(), "{NULL}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_bool",
                "_text",
                "_money",
                "_interval",
                "_xml",
                "_bit",
                "_varbit",
                "_point",
                "_price",
                "_address",
                "_hstore",
                "_geometry",
                "_int4multirange"
            })
    void hasOptionalElementsElsewhere(String type) {
        assertThat(readers.optional(type).schema().valueSchema().isOptional()).isTrue();
        assertThat(Readers.read(readers, type, "{NULL}"))
                .isEqualTo(Collections.singletonList(null));
    }

    @Test
    void saysWhenAListCannotShowTheArraysShape() {
        assertThat(Readers.read(readers, "_int4", "[0:1]={1,2}"))
                .isEqualTo(new Inexact(List.of(1, 2), "[0:1]={1,2}"));
        assertThat(Readers.read(readers, "_int4", "{{1,2},{3,4}}"))
                .isEqualTo(new Inexact(null, "{{1,2},{3,4}}"));
        assertThat(Readers.read(readers, "_int4", "[0:0][2:3]={{1,2}}"))
                .isEqualTo(new Inexact(null, "[0:0][2:3]={{1,2}}"));
        assertThat(Readers.read(readers.required("_int4"), "{{1,2},{3,4}}"))
                .isEqualTo(new Inexact(List.of(), "{{1,2},{3,4}}"));
    }

    @Test
    void isInexactIfAnElementIs() {
        assertThat(Readers.read(readers, "_numeric", "{NaN}"))
                .isEqualTo(new Inexact(asList((Object) null), "{NaN}"));
        assertThat(Readers.read(readers, "_date", "{1970-01-02,infinity}"))
                .isEqualTo(new Inexact(List.of(1, -2_147_472_692), "{1970-01-02,infinity}"));
        assertThat(Readers.read(readers, "_date", "{1970-01-02}")).isEqualTo(List.of(1));
    }

    @Test
    void usesBoxesDelimiterForBoxesOnly() {
        assertThat(Readers.read(readers, "_geometry", "{NULL:NULL}")).isEqualTo(asList(null, null));
        assertThat(Readers.read(readers, "_text", "{a;b}")).isEqualTo(List.of("a;b"));
    }

    @ParameterizedTest
    @CsvSource({"_text", "_varchar", "_jsonb", "_mood", "_address"})
    void putsThePlaceholderIntoArraysOfText(String type) {
        assertThat(readers.optional(type).unavailable()).isEqualTo(List.of(PLACEHOLDER));
    }

    @Test
    void putsThePlaceholdersBytesIntoArraysOfIntegers() {
        byte[] bytes = PLACEHOLDER.getBytes(StandardCharsets.UTF_8);
        List<Object> ints = new ArrayList<>();
        List<Object> longs = new ArrayList<>();
        for (byte b : bytes) {
            ints.add((int) b);
            longs.add((long) b);
        }
        assertThat(readers.optional("_int4").unavailable()).isEqualTo(ints);
        assertThat(readers.optional("_date").unavailable()).isEqualTo(ints);
        assertThat(readers.optional("_int8").unavailable()).isEqualTo(longs);
        assertThat(readers.optional("_uuid").unavailable())
                .isEqualTo(List.of(UUID.nameUUIDFromBytes(bytes).toString()));
        assertThat(readers.optional("_float8").unavailable()).isNull();
        assertThat(readers.required("_float8").unavailable()).isEqualTo(List.of());
    }

    @Test
    void roundTripsRandomTexts() {
        SplittableRandom random = new SplittableRandom(8);
        ColumnReader reader = readers.optional("_text");
        String[] pieces = {
            "a", "\"", "\\", ",", "{", "}", " ", "NULL", "null", "ä", "😀", "\n", ";"
        };
        for (int i = 0; i < 20_000; i++) {
            List<String> elements = new ArrayList<>();
            for (int n = random.nextInt(5); n > 0; n--) {
                StringBuilder element = new StringBuilder();
                for (int k = random.nextInt(6); k > 0; k--) {
                    element.append(pieces[random.nextInt(pieces.length)]);
                }
                elements.add(random.nextInt(5) == 0 ? null : element.toString());
            }
            assertThat(Readers.read(reader, literal(elements))).isEqualTo(elements);
        }
    }

    /** As array_out writes it. */
    private static String literal(List<String> elements) {
        StringBuilder out = new StringBuilder("{");
        for (String element : elements) {
            out.append(out.length() > 1 ? "," : "");
            if (element == null) {
                out.append("NULL");
            } else if (element.isEmpty()
                    || element.equalsIgnoreCase("NULL")
                    || element.chars().anyMatch(c -> "\"\\,{} \n".indexOf(c) >= 0)) {
                out.append('"').append(element.replace("\\", "\\\\").replace("\"", "\\\""));
                out.append('"');
            } else {
                out.append(element);
            }
        }
        return out.append('}').toString();
    }
}
