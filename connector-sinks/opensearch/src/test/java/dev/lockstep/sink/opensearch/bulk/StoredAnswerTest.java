package dev.lockstep.sink.opensearch.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.sink.apply.TargetException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StoredAnswerTest {

    private static List<Stored> read(String answer, int count) throws IOException {
        return StoredAnswer.read(
                answer.getBytes(StandardCharsets.UTF_8),
                count,
                Set.of("a", "b", "c", "d", "e", "f", "g"));
    }

    private static Map<String, String> texts(Stored stored) {
        return stored.members().entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                each -> new String(each.getValue(), StandardCharsets.UTF_8)));
    }

    @Test
    void cutsMembersOutAsTheBytesTheyAre() throws IOException {
        List<Stored> documents =
                read(
                        """
                        {"docs":[{"_index":"i","_id":"1","_version":7,"found":true,"_source":
                        {"é":1,"a": 12345678901234567890.1234567890 ,"b":"é\\"}","c":{"d":[1, {"x":2}]},
                        "d":null,"e":true,"f":[ ],"g":1e400}}]}
                        """,
                        1);
        assertThat(documents.get(0).version()).isEqualTo(7);
        assertThat(documents.get(0).isRow()).isTrue();
        assertThat(texts(documents.get(0)))
                .isEqualTo(
                        Map.of(
                                "a", "12345678901234567890.1234567890",
                                "b", "\"é\\\"}\"",
                                "c", "{\"d\":[1, {\"x\":2}]}",
                                "d", "null",
                                "e", "true",
                                "f", "[ ]",
                                "g", "1e400"));
    }

    @Test
    void knowsMarksAndWhatIsMissing() throws IOException {
        assertThat(
                        read(
                                """
                                {"docs":[
                                {"_id":"1","_version":7,"found":true,"_source":{"lockstep_deleted":true,"lockstep_deleted_at":1}},
                                {"_id":"2","found":false},
                                {"_id":"3","error":{"type":"index_not_found_exception","reason":"no such index"}}]}
                                """,
                                3))
                .satisfiesExactly(
                        mark -> {
                            assertThat(mark.found()).isTrue();
                            assertThat(mark.deleted()).isTrue();
                        },
                        missing -> assertThat(missing.found()).isFalse(),
                        missing -> assertThat(missing.found()).isFalse());
    }

    @Test
    void triesAgainWhatCannotBeReadNow() {
        String answer =
                "{\"docs\":[{\"_id\":\"3\",\"error\":{\"type\":\"no_shard_available_action_exception\"}}]}";
        assertThatThrownBy(() -> read(answer, 1)).isInstanceOf(TargetException.Transient.class);
    }

    @Test
    void refusesAnAnswerToSomethingElse() {
        assertThatThrownBy(() -> read("{\"docs\":[]}", 1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("{\"docs\":{}}", 1)).isInstanceOf(IOException.class);
    }
}
