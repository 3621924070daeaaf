package dev.lockstep.sink.opensearch.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.sink.opensearch.bulk.ItemResult.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BulkAnswerTest {

    private static List<ItemResult> read(String answer) throws IOException {
        return BulkAnswer.read(answer.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsNoFurtherThanThatAllWentWell() throws IOException {
        assertThat(read("{\"errors\":false,\"items\":[{\"index\":{\"status\":201}}, broken"))
                .isEmpty();
    }

    @Test
    void tellsWhatBecameOfEachItem() throws IOException {
        assertThat(
                        read(
                                """
                                {"errors":true,"items":[
                                {"index":{"status":201}},
                                {"delete":{"status":404}},
                                {"index":{"status":409,"error":{"type":"version_conflict_engine_exception","reason":"[secret]: version conflict"}}},
                                {"index":{"status":400,"error":{"type":"mapper_parsing_exception","reason":"failed to parse field [price] of type [integer] in document with id 'secret'. Preview of field's value: 'secret'","caused_by":{"type":"number_format_exception","reason":"For input string: \\"secret\\""}}}},
                                {"index":{"status":429,"error":{"type":"rejected_execution_exception","reason":"rejected"}}},
                                {"index":{"status":404,"error":{"type":"index_not_found_exception","reason":"no such index [x]"}}},
                                {"index":{"status":403,"error":{"type":"security_exception","reason":"no permissions for [indices:data/write/bulk[s]]"}}}
                                ]}
                                """))
                .satisfiesExactly(
                        item -> assertThat(item.kind()).isEqualTo(Kind.DONE),
                        item -> assertThat(item.kind()).isEqualTo(Kind.DONE),
                        item -> assertThat(item.kind()).isEqualTo(Kind.STALE),
                        item -> {
                            assertThat(item.kind()).isEqualTo(Kind.REFUSED);
                            assertThat(item.reason())
                                    .contains("mapper_parsing_exception", "[price]", "[integer]")
                                    .doesNotContain("secret");
                        },
                        item -> assertThat(item.kind()).isEqualTo(Kind.AGAIN),
                        item -> assertThat(item.kind()).isEqualTo(Kind.OUTDATED),
                        item -> assertThat(item.kind()).isEqualTo(Kind.FORBIDDEN));
    }

    @ParameterizedTest
    @CsvSource({
        "403,cluster_block_exception,AGAIN",
        "400,index_closed_exception,AGAIN",
        "503,unavailable_shards_exception,AGAIN",
        "500,whatever_exception,AGAIN",
        "400,strict_dynamic_mapping_exception,OUTDATED",
        "400,illegal_argument_exception,REFUSED",
        "413,whatever_exception,REFUSED"
    })
    void knowsWhatMayPass(int status, String type, Kind kind) throws IOException {
        assertThat(
                        read(
                                "{\"took\":3,\"errors\":true,\"items\":[{\"index\":{\"_id\":\"1\",\"status\":"
                                        + status
                                        + ",\"error\":{\"type\":\""
                                        + type
                                        + "\",\"reason\":\"r\"}}}]}"))
                .extracting(ItemResult::kind)
                .containsExactly(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Bad gateway</html>",
                "[]",
                "{}",
                "{\"items\":[]}",
                "{\"errors\":true}",
                "{\"errors\":true,\"items\":[]}",
                "{\"errors\":true,\"items\":[{\"index\":{}}]}",
                "{\"errors\":true,\"items\":[{\"index\":{\"status\":2",
            })
    void refusesWhatIsNoAnswerToABulkRequest(String answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(IOException.class);
    }
}
