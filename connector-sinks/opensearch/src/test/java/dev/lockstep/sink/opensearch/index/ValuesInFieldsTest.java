package dev.lockstep.sink.opensearch.index;

import static dev.lockstep.sink.opensearch.index.Given.column;
import static dev.lockstep.sink.opensearch.index.Given.key;
import static dev.lockstep.sink.opensearch.index.Given.shape;
import static dev.lockstep.sink.opensearch.index.Given.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.OpenSearchServer;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.opensearch.client.SearchClient;
import dev.lockstep.sink.opensearch.config.ConnectionOptions;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fields that columns are mapped to take, and what can be found by them. */
class ValuesInFieldsTest {

    private static final Schema JSON =
            SchemaBuilder.string().name("io.debezium.data.Json").optional().build();

    private static final RowShape SHAPE =
            shape(
                    key("id", Schema.INT64_SCHEMA),
                    column("price", decimal(2, "12")),
                    column("wide", decimal(4, "38")),
                    column(
                            "any",
                            new SchemaBuilder(Schema.Type.STRUCT)
                                    .name("io.debezium.data.VariableScaleDecimal")
                                    .build()),
                    column("day", named(Schema.Type.INT32, "io.debezium.time.Date")),
                    column("at", named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp")),
                    column("x", Schema.FLOAT64_SCHEMA),
                    column("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).build()),
                    column("note", Schema.STRING_SCHEMA),
                    column("data", Schema.BYTES_SCHEMA),
                    column("doc", JSON));

    private static OpenSearchServer server;

    @BeforeAll
    static void start() {
        server = SharedServer.get();
        Map<String, String> connection = Map.of("connection.url", server.url());
        try (SearchClient client =
                new SearchClient(new ConnectionOptions(Given.config(connection)))) {
            Given.indexes(client, Map.of()).plan(table("plain"), SHAPE);
            Given.indexes(
                            client,
                            Map.of("mapping.json", "flattened", "mapping.timestamp", "date_nanos"))
                    .plan(table("flat"), SHAPE);
            Given.indexes(client, Map.of("mapping.json", "stored", "mapping.string", "keyword"))
                    .plan(table("kept"), SHAPE);
        }
    }

    private static Schema named(Schema.Type type, String name) {
        return new SchemaBuilder(type).name(name).optional().build();
    }

    private static Schema decimal(int scale, String precision) {
        return Decimal.builder(scale).parameter("connect.decimal.precision", precision).build();
    }

    private static OpenSearchServer.Response write(String index, String document) {
        return server.request("POST", "/" + index + "-lockstep/_doc?refresh=true", document);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | {\"price\":1234567890.12} | price:1234567890.12",
                "plain | {\"price\":\"77.01\"} | price:77.01",
                "plain | {\"wide\":12345678901234567890.1234} | wide:12345678901234567890.1234",
                "plain | {\"any\":\"NaN\"} | any:NaN",
                "plain | {\"day\":\"2024-01-05\"} | day:[2024-01-05 TO 2024-01-05]",
                "plain | {\"day\":\"-0044-03-15\"} | day:[* TO 0001-01-01]",
                "plain | {\"day\":\"+12345-01-01\"} | day:[9999-12-31 TO *]",
                "plain | {\"at\":\"2024-01-05T10:11:12.123456\"} |"
                        + " at:[\"2024-01-05T10:11:12.123\" TO \"2024-01-05T10:11:12.123\"]",
                "plain | {\"at\":\"2025-01-05T10:11:12+02:00\"} | at:\"2025-01-05T08:11:12Z\"",
                "plain | {\"tags\":[\"red\",\"green\"]} | tags:green",
                "plain | {\"note\":\"the quick brown fox\"} | note:quick",
                "plain | {\"note\":\"2024-01-01\"} | note.keyword:2024-01-01",
                "plain | {\"doc\":{\"colour\":\"blue\"}} | doc.colour:blue",
                "flat | {\"doc\":{\"colour\":{\"deep\":\"grey\"}}} | doc.colour.deep:grey",
                "flat | {\"at\":\"2024-01-05T10:11:12.123456\"} |"
                        + " at:[\"2024-01-05T10:11:12.123456\" TO \"2024-01-05T10:11:12.123456\"]",
                "kept | {\"note\":\"the quick brown fox\"} | note:\"the quick brown fox\"",
            })
    void findValues(String index, String document, String query) {
        assertThat(write(index, document).status()).isEqualTo(201);
        String search =
                "{\"query\":{\"query_string\":{\"query\":\""
                        + query.replace("\"", "\\\"")
                        + "\"}}}";
        assertThat(server.request("POST", "/" + index + "-lockstep/_search", search).body())
                .contains("\"value\":1,\"relation\":\"eq\"")
                .contains(document);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | {\"price\":\"NaN\"}",
                "plain | {\"x\":\"Infinity\"}",
                "plain | {\"day\":\"infinity\"}",
                "plain | {\"at\":\"-infinity\"}",
                "plain | {\"at\":\"0044-03-15T00:00:00\"}",
                "plain | {\"data\":\"AQID\"}",
                "plain | {\"extra\":{\"n\":1}}",
                "plain | {\"extra\":{\"n\":\"no number\"}}",
                "flat | {\"at\":\"0044-03-15T00:00:00\"}",
                "flat | {\"doc\":{\"a\":1}}",
                "flat | {\"doc\":{\"a\":{\"b\":1}}}",
                "kept | {\"doc\":[1,2]}",
                "kept | {\"doc\":{\"a\":1}}",
                "kept | {\"doc\":\"text\"}",
            })
    void takeValuesThatCannotBeSearched(String index, String document) {
        OpenSearchServer.Response answer = write(index, document);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }
}
