package dev.lockstep.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenSearchServerTest {

    @Test
    void keepsDataAndPortOverRestartAndKillAndLeavesNothingBehind() {
        Path home;
        ProcessHandle process;
        try (OpenSearchServer server = OpenSearchServer.builder().quickStart().start()) {
            home = server.logFile().getParent();
            String url = server.url();
            assertThat(server.request("GET", "/").body()).contains("\"opensearch\"", "\"2.");
            serveWhatSinksUse(server);
            server.restart();
            assertThat(server.request("PUT", "/t/_doc/2", "{\"n\":1}").status()).isEqualTo(201);
            server.kill();
            assertThatThrownBy(() -> server.request("GET", "/"))
                    .isInstanceOf(EmbeddedServerException.class);
            server.start();
            process = ProcessHandle.of(server.pid()).orElseThrow();
            assertThat(server.url()).isEqualTo(url);
            assertThat(server.request("GET", "/t/_doc/1").body()).contains("\"n\":3.5");
            assertThat(server.request("GET", "/t/_doc/2").body()).contains("\"n\":1");
            assertThat(server.cpuTime()).isPositive();
        }
        assertThat(home).doesNotExist();
        assertThat(process.isAlive()).isFalse();
    }

    private static void serveWhatSinksUse(OpenSearchServer server) {
        ok(
                server.request(
                        "PUT",
                        "/t",
                        """
                        {"settings":{"number_of_replicas":0},
                         "aliases":{"a":{}},
                         "mappings":{"properties":{
                           "n":{"type":"scaled_float","scaling_factor":100},
                           "s":{"type":"text","analyzer":"english"},
                           "j":{"type":"join","relations":{"parent":"child"}}}}}
                        """));
        ok(
                server.request(
                        "POST",
                        "/_bulk?refresh=true",
                        """
                        {"index":{"_index":"a","_id":"1"}}
                        {"n":1.5,"s":"foxes"}
                        {"index":{"_index":"a","_id":"9"}}
                        {"n":9,"s":"hens"}
                        """));
        ok(
                server.request(
                        "POST",
                        "/a/_update/1?refresh=true",
                        "{\"script\":{\"source\":\"ctx._source.n += params.by\","
                                + "\"params\":{\"by\":2}}}"));
        assertThat(
                        ok(
                                server.request(
                                        "POST",
                                        "/a/_delete_by_query",
                                        "{\"query\":{\"match\":{\"s\":\"hen\"}}}")))
                .contains("\"deleted\":1");
        ok(
                server.request(
                        "PUT",
                        "/_index_template/d",
                        "{\"index_patterns\":[\"d-*\"],\"data_stream\":{}}"));
        ok(server.request("PUT", "/_data_stream/d-1"));
    }

    @Test
    void isElasticsearchWhereAsked() {
        try (OpenSearchServer server =
                OpenSearchServer.builder().elasticsearch().quickStart().start()) {
            assertThat(server.request("GET", "/").body()).contains("\"7.10.2\"");
            ok(server.request("PUT", "/t", "{\"settings\":{\"number_of_replicas\":0}}"));
            server.request("PUT", "/t/_doc/1?refresh=true", "{\"n\":1}");
            assertThat(
                            ok(
                                    server.request(
                                            "POST",
                                            "/t/_delete_by_query",
                                            "{\"query\":{\"match_all\":{}}}")))
                    .contains("\"deleted\":1");
        }
    }

    @Test
    void quotesTheLogOfAServerThatRefusesToStart() {
        assertThatThrownBy(
                        () ->
                                OpenSearchServer.builder()
                                        .quickStart()
                                        .setting("no.such.setting", "1")
                                        .start())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("Cannot start OpenSearch (port ")
                .hasMessageContaining("no.such.setting");
    }

    private static String ok(OpenSearchServer.Response response) {
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).doesNotContain("\"errors\":true");
        return response.body();
    }
}
