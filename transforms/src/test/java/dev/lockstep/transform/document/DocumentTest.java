package dev.lockstep.transform.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {

    @Test
    void readsWhatMongoWrites() {
        String text =
                "{\"_id\": {\"$numberLong\": \"1004\"},\"name\": \"Anne \\\"\\u0041\\\"\\n\","
                        + " \"tags\": [1, 2.5, true, null], \"in\": {\"$date\": 17}}";
        Map<String, Object> document = Document.read(text);
        assertThat(document).containsEntry("_id", Map.of("$numberLong", "1004"));
        assertThat(document).containsEntry("name", "Anne \"A\"\n");
        assertThat((List<?>) document.get("tags")).hasToString("[1, 2.5, true, null]");
    }

    @Test
    void givesPlainValuesForTheExtendedNotation() {
        Map<String, Object> plain =
                Document.readPlain(
                        "{\"a\": {\"$numberLong\": \"7\"}, \"b\": {\"$numberDecimal\": \"1.50\"},"
                            + " \"c\": {\"$oid\": \"64ad\"}, \"d\": {\"$date\": {\"$numberLong\":"
                            + " \"5\"}}, \"e\": {\"$numberDouble\": \"NaN\"}, \"f\": {\"g\":"
                            + " [{\"$numberInt\": \"1\"}]}, \"h\": {\"$numberLong\": \"x\"}, \"i\":"
                            + " {\"$date\": \"2026-01-01T00:00:00Z\"}}");
        assertThat(plain)
                .containsEntry("a", 7L)
                .containsEntry("b", new BigDecimal("1.50"))
                .containsEntry("c", "64ad")
                .containsEntry("d", 5L)
                .containsEntry("e", Double.NaN)
                .containsEntry("f", Map.of("g", List.of(1L)))
                .containsEntry("h", Map.of("$numberLong", "x"))
                .containsEntry("i", "2026-01-01T00:00:00Z");
    }

    @Test
    void keepsNumbersThatFitNoLong() {
        String text = "{\"n\": 123456789012345678901234567890}";
        assertThat(Document.read(text))
                .containsEntry("n", new BigInteger("123456789012345678901234567890"));
        assertThat(Document.write(Document.read(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "7",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1",
                "{\"a\":1,}",
                "{\"a\":1}}",
                "{\"a\":tru}",
                "{\"a\":\"secret}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u00g0\"}",
                "{\"a\":1-2}",
                "{a:1}",
                "{\"a\":\"\\u00"
            })
    void refusesWhatIsNoObject(String text) {
        assertThatThrownBy(() -> Document.read(text))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("at character")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesADocumentThatWouldOverflowTheStack() {
        String text = "{\"a\":".repeat(100_000);
        assertThatThrownBy(() -> Document.read(text)).isInstanceOf(DocumentException.class);
    }

    /** Another library reads what is written, and the same comes back. */
    @Test
    void whatIsWrittenIsReadAlike() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            Map<String, Object> document = object(random, 3);
            String text = Document.write(document);
            assertThat(Document.read(text)).as("seed %s: %s", seed, text).isEqualTo(document);
            assertThat(new ObjectMapper().readTree(text).size()).isEqualTo(document.size());
        }
    }

    private static Map<String, Object> object(SplittableRandom random, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.put(text(random), value(random, depth));
        }
        return object;
    }

    private static Object value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextDouble();
            case 2 -> random.nextBoolean();
            case 3 -> null;
            case 4 -> text(random);
            case 5 -> object(random, depth - 1);
            default -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
        };
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append((char) random.nextInt(random.nextInt(10) == 0 ? 0xD800 : 0x80));
        }
        return text.toString();
    }
}
