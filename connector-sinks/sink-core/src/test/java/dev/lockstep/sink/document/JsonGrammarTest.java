package dev.lockstep.sink.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.json.JsonText;
import dev.lockstep.json.MalformedJsonException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonGrammarTest {

    private static final String SAMPLE =
            " {\"a\\u00e9\\n\": [1, -0.5e+10, true, false, null, {}], \"\": [[]], \"b\": \"ž\"} ";

    private static final String LETTERS = "{}[]\",:\\0123456789-+.eEtrufalsn \n\tx";

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "\"\"", "null", "[]", "{}", " 1 ", "1e5", "1E-5", "[1,2]"})
    void valuesAreAccepted(String text) {
        assertThat(JsonGrammar.accepts(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "01",
                "1.",
                ".5",
                "+1",
                "-",
                "1e",
                "tru",
                "nulll",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "[1 2]",
                "\"\t\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"",
                "1 2",
                "NaN",
                "'a'",
                "[",
                "{\"a\":1",
                "\"\\"
            })
    void otherTextsAreNot(String text) {
        assertThat(JsonGrammar.accepts(text)).isFalse();
    }

    @Test
    void levelsAreBounded() {
        assertThat(JsonGrammar.accepts("[".repeat(200) + "]".repeat(200))).isTrue();
        assertThat(JsonGrammar.accepts("[".repeat(201) + "]".repeat(201))).isFalse();
    }

    @Test
    void itAgreesWithAParserOnDamagedTexts() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(SAMPLE);
            for (int damage = random.nextInt(3); damage > 0; damage--) {
                char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
                text.setCharAt(random.nextInt(text.length()), letter);
            }
            assertThat(JsonGrammar.accepts(text.toString()))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(parses(text.toString()));
        }
    }

    private static boolean parses(String text) {
        try {
            JsonText.read(text);
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }
}
