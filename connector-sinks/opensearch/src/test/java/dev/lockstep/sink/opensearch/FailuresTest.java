package dev.lockstep.sink.opensearch;

import static org.apache.kafka.connect.data.Schema.INT64_SCHEMA;
import static org.apache.kafka.connect.data.Schema.OPTIONAL_STRING_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.embedded.OpenSearchServer;
import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A server that is easily too busy, takes small requests only, and goes away. */
class FailuresTest {

    private static final int MAX_REQUEST = 200_000;

    private static Cluster cluster;

    private String table;
    private Changes t;

    @BeforeAll
    static void start() {
        cluster =
                new Cluster(
                        OpenSearchServer.builder()
                                .setting("thread_pool.write.size", "1")
                                .setting("thread_pool.write.queue_size", "1")
                                .setting("http.max_content_length", MAX_REQUEST + "b")
                                .quickStart()
                                .start());
    }

    @AfterAll
    static void stop() {
        cluster.server.close();
    }

    @BeforeEach
    void name(TestInfo test) {
        table = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        t = new Changes(table, 1, "id", INT64_SCHEMA, "text", OPTIONAL_STRING_SCHEMA);
    }

    private Batch rows(long from, long to, String text) {
        List<Change> rows = new ArrayList<>();
        for (long id = from; id < to; id++) {
            rows.add(t.at(1_000 + id).upsert(id, text));
        }
        return Changes.batch(rows.toArray(Change[]::new));
    }

    private Object member(Map<?, ?> object, String... path) {
        Object found = object;
        for (String name : path) {
            found = ((Map<?, ?>) found).get(name);
        }
        return found;
    }

    @Test
    void sendsOnlyThoseDocumentsAgainThatABusyServerHasNotTaken() {
        try (OpenSearchTarget target =
                cluster.target("index.settings.number_of_shards", "6", "batch.size", "100")) {
            Cluster.insist(target, rows(0, 1, "first"));
            List<String> failures = Cluster.insist(target, rows(1, 500, "x"));
            assertThat(failures).isNotEmpty().allSatisfy(f -> assertThat(f).contains("429"));
            assertThat(cluster.found(table)).hasSize(500);
            Map<?, ?> stats = cluster.ok("GET", "/" + table + "/_stats/indexing", "");
            assertThat(member(stats, "_all", "primaries", "indexing", "index_total"))
                    .isEqualTo(500L);
        }
    }

    @Test
    void halvesRequestsThatAreTooLargeAndRefusesOnlyADocumentThatIs() {
        try (OpenSearchTarget target = cluster.target()) {
            Cluster.insist(target, rows(0, 200, "x".repeat(3_000)));
            Change huge = t.at(5_000).upsert(5_000L, "y".repeat(MAX_REQUEST));
            TargetException.Refused refused =
                    catchThrowableOfType(
                            TargetException.Refused.class,
                            () ->
                                    Cluster.insist(
                                            target,
                                            Changes.batch(
                                                    t.at(4_000).upsert(4_000L, "a"),
                                                    huge,
                                                    t.at(6_000).upsert(6_000L, "b"))));
            assertThat(refused.refusals()).hasSize(1);
            assertThat(refused.refusals().get(0).change()).isSameAs(huge);
            assertThat(refused.getMessage()).contains("http.max_content_length");
            assertThat(cluster.found(table)).hasSize(202).containsKeys("4000", "6000");
        }
    }

    @Test
    void goesOnWhenAServerThatWasKilledIsBack() throws Exception {
        try (OpenSearchTarget target =
                cluster.target("batch.size", "50", "read.timeout.ms", "5000")) {
            Cluster.insist(target, rows(0, 100, "before"));
            CompletableFuture<List<String>> writing =
                    CompletableFuture.supplyAsync(
                            () -> {
                                List<String> failures = new ArrayList<>();
                                for (int i = 1; i <= 40; i++) {
                                    failures.addAll(
                                            Cluster.insist(
                                                    target, rows(i * 50L, 100 + i * 50L, "x")));
                                }
                                return failures;
                            });
            cluster.server.kill();
            cluster.server.start();
            assertThat(writing.get()).isNotEmpty();
            Map<String, Map<?, ?>> found = cluster.found(table);
            assertThat(found).hasSize(2_100);
            assertThat(found.get("99").get("text")).isEqualTo("x");
            assertThat(found.get("49").get("text")).isEqualTo("before");
        }
    }

    @Test
    void waitsWhileAnIndexIsBlockedOrClosed() {
        String index = "/" + table + "-lockstep";
        try (OpenSearchTarget target = cluster.target()) {
            Cluster.insist(target, rows(0, 1, "a"));
            cluster.ok("PUT", index + "/_settings", "{\"index.blocks.write\":true}");
            assertWaits(target, rows(1, 2, "b"), "cluster_block_exception");
            cluster.ok("PUT", index + "/_settings", "{\"index.blocks.write\":null}");
            Cluster.insist(target, rows(1, 2, "b"));
            cluster.ok("POST", index + "/_close", "");
            assertWaits(target, rows(2, 3, "c"), "index_closed_exception");
            cluster.ok("POST", index + "/_open", "");
            Cluster.insist(target, rows(2, 3, "c"));
            assertThat(cluster.found(table)).hasSize(3);
        }
    }

    @Test
    void waitsWhileAnIndexIsRed() {
        makeRedIndex();
        try (OpenSearchTarget target =
                cluster.target("delete.mode", "hard", "read.timeout.ms", "1000")) {
            assertWaits(target, rows(0, 3, "c"), "unavailable_shards_exception");
            cluster.ok(
                    "PUT",
                    "/" + table + "/_settings",
                    "{\"index.routing.allocation.require.box\":null}");
            Cluster.insist(target, rows(0, 3, "c"));
            assertThat(cluster.found(table)).hasSize(3);
        }
    }

    private void makeRedIndex() {
        cluster.ok(
                "PUT",
                "/" + table + "?wait_for_active_shards=0",
                "{\"settings\":{\"index.routing.allocation.require.box\":\"none\"}}");
    }

    private static void assertWaits(OpenSearchTarget target, Batch batch, String cause) {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> target.apply(batch))
                    .isInstanceOf(TargetException.Transient.class)
                    .hasMessageContaining(cause);
        }
    }

    @Test
    void isCutOffAmidACallThatTakesLong() {
        makeRedIndex();
        try (OpenSearchTarget target = cluster.target("delete.mode", "hard")) {
            CompletableFuture<Void> call =
                    CompletableFuture.runAsync(() -> target.apply(rows(1, 2, "b")));
            Awaitility.await()
                    .until(
                            () -> {
                                target.abort();
                                return call.isDone();
                            });
            assertThatThrownBy(call::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TargetException.Transient.class);
        } finally {
            // A server with a red index does not count as started.
            cluster.ok("DELETE", "/" + table, "");
        }
    }

    @Test
    void stopsWhereTheIndexIsMissingAndMayNotBeMade() {
        try (OpenSearchTarget target = cluster.target("auto.create", "false")) {
            assertThatThrownBy(() -> target.apply(rows(0, 1, "a")))
                    .isInstanceOf(TargetException.Fatal.class)
                    .hasMessageContaining("auto.create");
        }
    }
}
