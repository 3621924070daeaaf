package dev.lockstep.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void readsWhatItWrites() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            Object value = random(random, 4);
            assertThat(JsonText.read(JsonText.write(value))).as("seed " + seed).isEqualTo(value);
            assertThat(JsonText.read(JsonText.writeSpaced(value)))
                    .as("seed " + seed)
                    .isEqualTo(value);
        }
    }

    private static Object random(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong();
            case 3 -> text(random);
            case 4 -> BigInteger.valueOf(random.nextLong() | 1).pow(9);
            case 5 -> new BigDecimal(BigInteger.valueOf(random.nextLong()), 1 + random.nextInt(9));
            case 6 -> {
                List<Object> array = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(random(random, depth - 1));
                }
                yield array;
            }
            default -> {
                Map<String, Object> object = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.put(text(random), random(random, depth - 1));
                }
                yield object;
            }
        };
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append("\"\\/\n\t\u0001aé€{}[]:, ".charAt(random.nextInt(16)));
        }
        return text.toString();
    }

    @Test
    void readsEscapesAndSpaces() {
        assertThat(JsonText.readWithDoubles(" { \"a\\u00e9\\n\" : [ 1 , -2.5e1 , true ] } "))
                .isEqualTo(Map.of("aé\n", List.of(1L, -25.0, true)));
    }

    @Test
    void readsNumbersAsTheyAreWritten() {
        String text = "[9223372036854775807, 9223372036854775808, 1.10, -2.5e1, 0.1]";
        Object beyond = BigInteger.ONE.shiftLeft(63);
        assertThat(JsonText.read(text))
                .isEqualTo(
                        List.of(
                                Long.MAX_VALUE,
                                beyond,
                                new BigDecimal("1.10"),
                                new BigDecimal("-2.5e1"),
                                new BigDecimal("0.1")));
        assertThat(JsonText.readWithDoubles(text))
                .isEqualTo(List.of(Long.MAX_VALUE, beyond, 1.1, -25.0, 0.1));
    }

    @Test
    void ofMembersWithOneNameTheLastCounts() {
        assertThat(JsonText.read("{\"a\":1,\"b\":2,\"a\":3}")).isEqualTo(Map.of("a", 3L, "b", 2L));
        assertThat(JsonText.readMembers("{\"a\":1,\"b\":2,\"a\":null}"))
                .isEqualTo(Map.of("b", "2"));
    }

    @Test
    void keepsTheOrderOfMembers() {
        String text = "{\"z\":1,\"y\":{\"x\":2,\"a\":3},\"b\":[],\"c\":{}}";
        assertThat(JsonText.write(JsonText.read(text))).isEqualTo(text);
        assertThat(JsonText.writeSpaced(JsonText.read(text)))
                .isEqualTo("{\"z\": 1, \"y\": {\"x\": 2, \"a\": 3}, \"b\": [], \"c\": {}}");
    }

    @Test
    void writesAsTextWhatJsonHasNoFormFor() {
        assertThat(JsonText.write(Arrays.asList(Double.NaN, Duration.ofSeconds(1), null)))
                .isEqualTo("[\"NaN\",\"PT1S\",null]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "{\"a\"",
                "{\"a\":}",
                "[1,]",
                "[1 2]",
                "[01]",
                "[NaN]",
                "{,}",
                "{\"a\":[1}",
                "{\"a\":{\"b\":1]}",
                "\"a",
                "\"\\x\"",
                "\"\\u12",
                "\"\\u12g4\"",
                "tru",
                "nul",
                "1 2",
                "{}}",
                "{} secret",
                "--1",
                "{'a':1}",
                "{a:1}",
                "[\"secret]",
                "\"\n\"",
                "\"\u0001\""
            })
    void refusesWhatIsNotJson(String text) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonText.read(text))
                .withMessageMatching(".* at character \\d+")
                .withMessageNotContaining("secret");
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonText.readMembers(text))
                .withMessageMatching(".* at character \\d+");
    }

    @Test
    void refusesEndlessNesting() {
        for (String text :
                List.of(
                        "[".repeat(100_000),
                        "{\"a\":".repeat(100_000),
                        "[".repeat(201) + "]".repeat(201))) {
            assertThatExceptionOfType(MalformedJsonException.class)
                    .isThrownBy(() -> JsonText.read(text))
                    .withMessageContaining("nested too deeply at character");
        }
        String deepest = "[".repeat(200) + "]".repeat(200);
        assertThat(JsonText.write(JsonText.read(deepest))).isEqualTo(deepest);
    }

    @Test
    void refusesNumbersThatTakeLong() {
        String digits = "9".repeat(1001);
        for (String text : List.of(digits, "[1." + digits + "]")) {
            assertThatExceptionOfType(MalformedJsonException.class)
                    .isThrownBy(() -> JsonText.read(text))
                    .withMessageContaining("a number is too long at character");
        }
    }

    @Test
    void takesAStringOfAnyLength() {
        String text = "x".repeat(21_000_000);
        assertThat(JsonText.read("[\"" + text + "\"]")).isEqualTo(List.of(text));
    }

    @Test
    void readsMembersAsText() {
        assertThat(
                        JsonText.readMembers(
                                " { \"s\" : \"a\\n"
                                    + "\\u00e4\\\"/\" ,"
                                    + " \"i\":-1.5e3,\"t\":true,\"o\":{\"x\":[{},[]]},\"n\":null}\n"))
                .isEqualTo(
                        Map.of(
                                "s",
                                "a\n\u00e4\"/",
                                "i",
                                "-1.5e3",
                                "t",
                                "true",
                                "o",
                                "{\"x\":[{},[]]}"));
        assertThat(JsonText.readMembers("{}")).isEmpty();
    }

    @Test
    void findsNestedMembersBehindALongText() {
        String text = "{\"a\":\"" + "\\u00e4".repeat(20_000) + "\",\"b\": [1, {\"c\": 2}] }";
        assertThat(JsonText.readMembers(text)).containsEntry("b", "[1, {\"c\": 2}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "7", "\"secret\""})
    void refusesMembersOfWhatIsNoObject(String text) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonText.readMembers(text))
                .withMessageMatching(".* not an object, at character \\d+");
    }
}
