package dev.lockstep.source.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.source.postgres.config.DecimalMode;
import dev.lockstep.source.postgres.config.TimePrecisionMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.connect.data.ConnectSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MalformedTextTest {

    private static final List<String> TYPES =
            List.of(
                    "bool",
                    "int2",
                    "int4",
                    "int8",
                    "float4",
                    "float8",
                    "numeric",
                    "money",
                    "bytea",
                    "varbit",
                    "date",
                    "time",
                    "timetz",
                    "timestamp",
                    "timestamptz",
                    "interval",
                    "point",
                    "hstore",
                    "vector",
                    "halfvec",
                    "sparsevec",
                    "geometry",
                    "_int4",
                    "_text",
                    "_numeric",
                    "_bytea",
                    "_timestamp",
                    "_hstore",
                    "_box",
                    "_mood",
                    "_day_list");

    private static final List<String> TEXTS =
            List.of(
                    "t",
                    "-32768",
                    "1.5e+10",
                    "NaN",
                    "-Infinity",
                    "-$1,234.50",
                    "\\x00ff",
                    "0101",
                    "2024-02-29",
                    "12:34:56.789012",
                    "12:34:56+05:30:15",
                    "2024-02-29 12:34:56.789 BC",
                    "2024-02-29 12:34:56.789+02",
                    "-1 years -2 mons +3 days -04:05:06.5",
                    "infinity",
                    "(1.5,-2)",
                    "\"a\"=>\"b\", \"c\"=>NULL",
                    "[1,2.5]",
                    "{1:1.5,3:2}/5",
                    "0101000020E6100000000000000000F03F0000000000000040",
                    "{1,NULL,3}",
                    "[0:1]={1,2}",
                    "{\"\\\\x0102\"}",
                    "{\"a\\\"b\",\"{2024-02-29}\"}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bool | true",
                "int2 | 32768",
                "int4 | ''",
                "int4 | 1a",
                "int4 | -",
                "int8 | 9223372036854775808",
                "int8 | 99999999999999999999",
                "float8 | 0x1p3",
                "float8 | 1d",
                "float8 | 1e",
                "numeric | 1.",
                "numeric | 1e5",
                "bytea | abc",
                "bytea | \\x0",
                "bytea | \\xzz",
                "varbit | 012",
                "date | 2023-02-29",
                "date | 2024-13-01",
                "date | 0000-01-01",
                "date | 02/29/2024",
                "time | 24:00:01",
                "time | 12:34",
                "timetz | 12:34:56",
                "timestamp | 2024-02-29T12:34:56",
                "timestamp | 2024-02-29 12:34:56+00",
                "timestamptz | 2024-02-29 12:34:56",
                "interval | P1Y",
                "interval | 1 fortnight",
                "point | (1)",
                "_int4 | 1,2",
                "_int4 | {1,2",
                "_int4 | {1,,2}",
                "_int4 | {1}2}",
                "_text | {\"a}",
                "_text | {\"a\\\"}",
                "_text | {a\"b}",
                "hstore | \"a\"=>",
                "hstore | \"a\"=>\"b\", ",
                "geometry | 0101",
                "vector | 1,2",
                "sparsevec | {1}/5"
            })
    void isRefused(String type, String text) {
        ColumnReader reader = Readers.defaults().optional(type);

        assertThatThrownBy(() -> Readers.read(reader, text))
                .isInstanceOf(UnreadableValueException.class)
                .hasMessageContaining(type.replace("_", ""));
    }

    @Test
    void namesTheTypeButNotTheValue() {
        ColumnReader reader = Readers.defaults().optional("int4");

        assertThatThrownBy(() -> Readers.read(reader, "secret"))
                .hasMessageEndingWith("type int4")
                .hasMessageNotContaining("secret")
                .hasNoCause();
        assertThat(new Inexact("secret", "secret").toString()).doesNotContain("secret");
    }

    @Test
    void isTheOnlyFailureOfDamagedText() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<Readers> modes =
                List.of(
                        Readers.defaults(),
                        Readers.with(DecimalMode.DOUBLE),
                        Readers.with(DecimalMode.STRING),
                        Readers.with(TimePrecisionMode.ISOSTRING),
                        Readers.with(TimePrecisionMode.NANOSECONDS));
        for (Readers readers : modes) {
            for (String type : TYPES) {
                ColumnReader reader = readers.required(type);
                for (int i = 0; i < 3_000; i++) {
                    assertReadsOrRefuses(reader, damaged(random), type, seed);
                }
            }
        }
    }

    private static byte[] damaged(SplittableRandom random) {
        byte[] text = TEXTS.get(random.nextInt(TEXTS.size())).getBytes(StandardCharsets.UTF_8);
        for (int damages = random.nextInt(4); damages > 0; damages--) {
            byte other = (byte) "0123456789-+.,:;{}[]()\"\\ eNxB=>/".charAt(random.nextInt(32));
            text[random.nextInt(text.length)] = other;
        }
        return text;
    }

    private static void assertReadsOrRefuses(
            ColumnReader reader, byte[] text, String type, long seed) {
        int from = text.length / 8;
        try {
            Object value = reader.read(text, from, text.length - from);
            Object field = value instanceof Inexact inexact ? inexact.nearest() : value;
            ConnectSchema.validateValue(type, reader.schema(), field);
        } catch (UnreadableValueException e) {
            assertThat(e).hasMessageStartingWith("a value is not as");
        } catch (RuntimeException e) {
            throw new AssertionError(
                    type + " from " + new String(text, StandardCharsets.UTF_8) + ", seed " + seed,
                    e);
        }
    }
}
