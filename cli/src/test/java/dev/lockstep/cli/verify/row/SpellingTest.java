package dev.lockstep.cli.verify.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    private static final Forms FORMS = Forms.of(Map.of(), Map.of());
    private static final int ROUNDS = 2_000;

    @Test
    void oneValueHasOneSpellingAndAnotherValueAnother() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < ROUNDS; i++) {
            decimals(random, seed);
            moments(random, seed);
            bytes(random, seed);
            arrays(random, seed);
        }
    }

    private static void decimals(SplittableRandom random, long seed) {
        BigDecimal number = BigDecimal.valueOf(random.nextLong(), random.nextInt(-5, 30));
        String spelled = spell(Kind.DECIMAL, number.toPlainString());
        assertThat(spell(Kind.DECIMAL, number.setScale(40).toString()))
                .as("%s", seed)
                .isEqualTo(spelled);
        assertThat(spell(Kind.DECIMAL, number.add(new BigDecimal("1e-31")).toString()))
                .as("%s", seed)
                .isNotEqualTo(spelled);
    }

    private static void moments(SplittableRandom random, long seed) {
        Instant moment =
                Instant.ofEpochSecond(
                        random.nextLong(-50_000_000_000L, 200_000_000_000L),
                        random.nextInt(1_000_000) * 1_000L);
        OffsetDateTime there =
                moment.atOffset(
                        ZoneOffset.ofTotalSeconds(random.nextInt(-50_000, 50_000) / 60 * 60));
        LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        String spelled = spell(Kind.TIMESTAMP_TZ, there.toString());
        assertThat(spelled).as("%s", seed).isEqualTo(spell(Kind.TIMESTAMP_TZ, moment.toString()));
        assertThat(spell(Kind.TIMESTAMP_TZ, utc.toString().replace('T', ' '))).isEqualTo(spelled);
        assertThat(spell(Kind.TIMESTAMP_TZ, moment.plusNanos(1_000).toString()))
                .as("%s", seed)
                .isNotEqualTo(spelled);
    }

    private static void bytes(SplittableRandom random, long seed) {
        byte[] content = new byte[random.nextInt(40)];
        random.nextBytes(content);
        assertThat(spell(Kind.BYTES, Base64.getEncoder().encodeToString(content)))
                .as("%s", seed)
                .isEqualTo(spell(Kind.BYTES, "\\x" + HexFormat.of().formatHex(content)));
    }

    private static void arrays(SplittableRandom random, long seed) {
        StringBuilder element = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            element.append("a,\"\\{} ä".charAt(random.nextInt(8)));
        }
        String escaped = element.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        ColumnType texts = new ColumnType("text[]", Kind.ARRAY, Kind.TEXT);
        assertThat(new Spelling(FORMS).of(texts).apply("{\"" + escaped + "\",NULL}"))
                .as("%s", seed)
                .isEqualTo(new Spelling(FORMS).of(texts).apply("[\"" + escaped + "\", null]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BOOLEAN | t | 1",
                "REAL | 0.1 | 0.10000000149011612",
                "DOUBLE | -0 | 0.0",
                "DOUBLE | NaN | nan",
                "DECIMAL | 1e3 | 1000.00",
                "UUID | 0A0B | 0a0b",
                "DATE | 0044-03-15 BC | -0043-03-15",
                "TIME | 10:00:00.5 | 10:00:00.500000",
                "TIME_TZ | 10:00:00+02 | 08:00:00Z",
                "TIMESTAMP | 2026-02-03 04:05:00 | 2026-02-03T04:05",
                "INTERVAL | P1Y2DT3H4M5S | PT8817H4M5S",
                "INTERVAL | PT-1.5S | -1500000",
                "BITS | 1 | true",
                "JSON | {\"b\":1.0,\"a\":[1]} | {\"a\": [1], \"b\": 1}",
                "MAP | \"a\"=>\"1\", \"b\"=>NULL | {\"b\":null,\"a\":\"1\"}"
            })
    void spellsAlikeWhatIsAlike(Kind kind, String one, String other) {
        assertThat(spell(kind, one)).isEqualTo(spell(kind, other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TEXT | a | A",
                "TEXT | 1.0 | 1",
                "JSON | {\"a\":1} | {\"a\":\"1\"}",
                "DATE | 2026-02-03 | 2026-02-04",
                "TIMESTAMP | infinity | -infinity",
                "DECIMAL | NaN | 0",
                "REAL | 0.1 | 0.1000001"
            })
    void keepsApartWhatDiffers(Kind kind, String one, String other) {
        assertThat(spell(kind, one)).isNotEqualTo(spell(kind, other));
    }

    @Test
    void ofWhiteSpaceOnlyBlanksArePadding() {
        assertThat(spell(Kind.PADDED_TEXT, "a   ")).isEqualTo("a");
        assertThat(spell(Kind.PADDED_TEXT, "a\t  ")).isEqualTo("a\t");
        assertThat(spell(Kind.PADDED_TEXT, "  ")).isEmpty();
    }

    @Test
    void cutsBothSidesDownToWhatTheConfigurationKeeps() {
        Forms forms =
                Forms.of(
                        Map.of(
                                "time.precision.mode",
                                "connect",
                                "interval.handling.mode",
                                "string",
                                "binary.handling.mode",
                                "hex"),
                        Map.of("temporal.format", "epoch_seconds"));
        for (List<String> each :
                List.of(
                        List.of("TIMESTAMP", "1969-12-31 23:59:59.5", "-1"),
                        List.of("TIME", "10:00:00.123456", "10:00:00.123"),
                        List.of("BYTES", "\\xCAFE", "cafe"))) {
            Spelling spelling = new Spelling(forms);
            ColumnType type = new ColumnType("", Kind.valueOf(each.get(0)), null);
            assertThat(spelling.of(type).apply(each.get(1)))
                    .isEqualTo(spelling.of(type).apply(each.get(2)));
        }
        ColumnType interval = new ColumnType("", Kind.INTERVAL, null);
        assertThat(new Spelling(forms).of(interval).apply("P1M"))
                .isNotEqualTo(new Spelling(forms).of(interval).apply("P30D"));
    }

    private static String spell(Kind kind, String text) {
        return new Spelling(FORMS).of(new ColumnType("", kind, null)).apply(text);
    }
}
