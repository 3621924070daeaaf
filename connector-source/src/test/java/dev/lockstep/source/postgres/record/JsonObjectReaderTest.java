package dev.lockstep.source.postgres.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectReaderTest {

    @Test
    void readsValuesAsText() {
        assertThat(
                        JsonObjectReader.read(
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
        assertThat(JsonObjectReader.read("{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "null",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{a:1}",
                "{\"a\":\"",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":1}{",
                "{\"a\":[1}",
                "{\"a\":{\"b\":1]}",
                "{\"a\":tru}",
                "{\"a\":1 2}"
            })
    void refusesWhatIsNoObject(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonObjectReader.read(text))
                .withMessageMatching(".* at character \\d+");
    }

    @Test
    void endsOnDeeplyNestedText() {
        String text = "{\"a\":" + "[".repeat(5000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonObjectReader.read(text))
                .withMessageContaining("nested too deeply");
    }
}
