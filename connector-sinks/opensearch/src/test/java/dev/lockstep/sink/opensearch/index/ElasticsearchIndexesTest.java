package dev.lockstep.sink.opensearch.index;

import static dev.lockstep.sink.opensearch.index.Given.column;
import static dev.lockstep.sink.opensearch.index.Given.key;
import static dev.lockstep.sink.opensearch.index.Given.shape;
import static dev.lockstep.sink.opensearch.index.Given.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.embedded.OpenSearchServer;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.opensearch.client.SearchClient;
import dev.lockstep.sink.opensearch.config.ConnectionOptions;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ElasticsearchIndexesTest {

    private static final RowShape.Column ID = key("id", Schema.INT64_SCHEMA);

    private static OpenSearchServer server;
    private static SearchClient client;

    @BeforeAll
    static void start() {
        server = SharedServer.elasticsearch();
        client =
                new SearchClient(
                        new ConnectionOptions(
                                Given.config(Map.of("connection.url", server.url()))));
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @Test
    void hasIndexesAliasesAndFieldsLikeOpenSearch() {
        Indexes indexes = Given.indexes(client, Map.of());
        indexes.plan(table("orders"), shape(ID));
        indexes.plan(table("orders"), shape(ID, column("note", Schema.STRING_SCHEMA)));
        assertThat(server.request("GET", "/orders-lockstep").body())
                .contains("\"orders\":{\"filter\"")
                .contains("\"note\":{\"type\":\"text\"");
    }

    @Test
    void refusesAnIndexThatHasTheReadersName() {
        server.request("PUT", "/concrete", "{}");
        assertThatThrownBy(() -> Given.indexes(client, Map.of()).plan(table("concrete"), shape(ID)))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("concrete is an index itself");
    }

    @Test
    void saysWhichTypeOfFieldTheServerLacks() {
        Schema json = SchemaBuilder.string().name("io.debezium.data.Json").build();
        assertThatThrownBy(
                        () ->
                                Given.indexes(client, Map.of("mapping.json", "flattened"))
                                        .plan(table("flat"), shape(ID, column("doc", json))))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("Cannot add fields to index flat-lockstep")
                .hasMessageContaining("No handler for type [flattened] declared on field [doc]");
    }
}
