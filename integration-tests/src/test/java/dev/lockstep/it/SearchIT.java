package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.embedded.OpenSearchServer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From PostgreSQL through Kafka into search indexes: readers find the rows, and nothing else. */
@ExtendWith(Stack.Shared.class)
class SearchIT {

    private final Stack stack;

    SearchIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void everyKindOfTableAndChangeArrives() throws Exception {
        try (Capture capture = stack.capture(Catalog.ddl());
                SearchIndex index = new SearchIndex(stack.worker, stack.openSearch(), capture)) {
            Catalog catalog = new Catalog(capture);
            catalog.fill();
            capture.start(
                    Replica.withSchemas("snapshot.mode", "initial", "skipped.operations", "none"));
            index.start(Replica.withSchemas("mapping.json", "stored"));
            awaitEqual(index);
            catalog.change();
            awaitEqual(index);
            catalog.alter();
            awaitEqual(index);
            assertThat(mapping(index, "pair").path("extra").path("type").asText())
                    .isEqualTo("scaled_float");
            assertThat(mapping(index, "kinds").path("any_scale").path("type").asText())
                    .isEqualTo("keyword");
        }
    }

    private static void awaitEqual(SearchIndex index) throws Exception {
        for (Catalog.Table table : Catalog.TABLES) {
            index.awaitEqual(table.name(), table.key());
        }
    }

    private static JsonNode mapping(SearchIndex index, String table) throws Exception {
        JsonNode indexes = index.request("GET", "/" + index.name(table) + "/_mapping", "");
        return indexes.elements().next().path("mappings").path("properties");
    }

    @Test
    void rowsWithoutSchemasArriveWithTheTypesThatJsonHas() throws Exception {
        try (Capture capture = stack.capture(Catalog.simple("simple"));
                SearchIndex index = new SearchIndex(stack.worker, stack.openSearch(), capture)) {
            capture.start();
            index.start();
            Catalog.changeSimple(capture, "simple");
            index.awaitEqual("simple", "id");
        }
    }

    @Test
    void aDocumentThatTheMappingRefusesIsReportedAlone() throws Exception {
        try (Capture capture = stack.capture("CREATE TABLE item (id int PRIMARY KEY, doc jsonb)");
                SearchIndex index = new SearchIndex(stack.worker, stack.openSearch(), capture)) {
            capture.start(Replica.WITH_SCHEMAS);
            DeadLetters letters = new DeadLetters(stack.kafka, "dead_" + capture.name);
            List<String> options = new ArrayList<>(List.of(letters.options()));
            options.addAll(List.of("mapping.ignore.malformed", "false"));
            index.start(Replica.withSchemas(options.toArray(String[]::new)));
            capture.execute(
                    "INSERT INTO item VALUES (0, '{\"a\": 1}')",
                    "INSERT INTO item SELECT i, CASE i WHEN 50 THEN '{\"a\": {\"secret\": 1}}'"
                            + " ELSE '{\"a\": 2}' END::jsonb FROM generate_series(1, 100) i");
            List<ConsumerRecord<String, String>> reported = letters.await(1);
            assertThat(reported).hasSize(1);
            assertThat(reported.get(0).key()).contains("\"id\":50");
            assertThat(DeadLetters.reason(reported.get(0)))
                    .contains("mapper_parsing_exception")
                    .doesNotContain("secret");
            capture.execute("DELETE FROM item WHERE id = 50");
            index.awaitEqual("item", "id");
        }
    }

    @Test
    void theExampleMakesIndexes() throws Exception {
        try (Capture capture = stack.capture(Catalog.simple("product"));
                Sink sink =
                        Example.of("postgres-opensearch-sink")
                                .with("SEARCH_URL", stack.openSearch().url())
                                .with("SEARCH_USER", "nobody")
                                .with("SEARCH_PASSWORD", "none")
                                .start(stack.worker, capture)) {
            capture.start(Replica.WITH_SCHEMAS);
            Catalog.changeSimple(capture, "product");
            SearchIndex index = new SearchIndex(stack.worker, stack.openSearch(), capture);
            sink.awaitEqual(Documents.of(capture, "product", "id"), () -> index.found("product"));
        }
    }

    @Test
    void elasticsearchTakesTheSame() throws Exception {
        try (OpenSearchServer server =
                        OpenSearchServer.builder().elasticsearch().quickStart().start();
                Capture capture = stack.capture(Catalog.simple("simple"));
                SearchIndex index = new SearchIndex(stack.worker, server, capture)) {
            capture.start(Replica.WITH_SCHEMAS);
            index.start(Replica.WITH_SCHEMAS);
            Catalog.changeSimple(capture, "simple");
            index.awaitEqual("simple", "id");
            index.sink.awaitCaughtUp(stack.kafka, capture.name);
            index.sink.replayAll();
            index.sink.awaitCaughtUp(stack.kafka, capture.name);
            index.awaitEqual("simple", "id");
        }
    }
}
