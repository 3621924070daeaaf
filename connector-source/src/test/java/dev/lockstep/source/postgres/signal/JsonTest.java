package dev.lockstep.source.postgres.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.source.postgres.signal.Json.MalformedJsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void readsWhatItWrites() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            Object value = random(random, 4);
            assertThat(Json.parse(Json.write(value))).as("seed " + seed).isEqualTo(value);
        }
    }

    private static Object random(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong();
            case 3 -> text(random);
            case 4 -> {
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
        assertThat(Json.parse(" { \"a\\u00e9\\n\" : [ 1 , -2.5e1 , true ] } "))
                .isEqualTo(Map.of("aé\n", List.of(1L, -25.0, true)));
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
                "{,}",
                "\"a",
                "\"\\x\"",
                "\"\\u12",
                "tru",
                "nul",
                "1 2",
                "--1",
                "{'a':1}",
                "99999999999999999999999",
                "\"\u0001\""
            })
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void refusesEndlessNesting() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000)))
                .isInstanceOf(MalformedJsonException.class);
    }
}
