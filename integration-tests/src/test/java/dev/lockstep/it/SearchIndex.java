package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.OpenSearchServer;
import dev.lockstep.embedded.SearchServer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Indexes and the sink connector that keeps them equal to a captured database. */
final class SearchIndex implements AutoCloseable {

    static final String CONNECTOR = "dev.lockstep.sink.opensearch.OpenSearchSinkConnector";

    final Sink sink;
    private final SearchServer server;
    private final Capture source;

    SearchIndex(ConnectWorker worker, SearchServer server, Capture source) {
        this(worker, server, source, source.name + "_search");
    }

    SearchIndex(ConnectWorker worker, SearchServer server, Capture source, String connector) {
        this.sink = new Sink(worker, connector);
        this.server = server;
        this.source = source;
    }

    /** With more options as key, value. */
    SearchIndex start(String... options) {
        sink.start(config(options));
        return this;
    }

    Map<String, String> config(String... options) {
        Map<String, String> config = Sink.config(CONNECTOR, source.name, options);
        config.put("connection.url", server.url());
        config.putIfAbsent("index.name.format", source.name + "_${table}");
        return config;
    }

    /** What readers know the index of a table by. */
    String name(String table) {
        return source.name + "_" + table;
    }

    /**
     * Waits until readers find the rows of a table, each by its id, and nothing else.
     *
     * @param key what the ids are, as SQL
     */
    void awaitEqual(String table, String key) throws Exception {
        String index = name(table.replace("\"", "").toLowerCase(Locale.ROOT));
        sink.awaitEqual(Documents.of(source, table, key), () -> found(index));
    }

    /** What readers find. */
    Map<String, JsonNode> found(String index) throws JsonProcessingException {
        request("POST", "/" + index + "/_refresh", "");
        Map<String, JsonNode> found = new TreeMap<>();
        for (JsonNode hit : search(index, "{\"size\":10000}").path("hits")) {
            found.put(hit.path("_id").asText(), Documents.row(hit.path("_source")));
        }
        return found;
    }

    /** The part of an answer that holds what was found. */
    JsonNode search(String index, String body) throws JsonProcessingException {
        return request("POST", "/" + index + "/_search", body).path("hits");
    }

    JsonNode request(String method, String path, String body) throws JsonProcessingException {
        OpenSearchServer.Response response = server.request(method, path, body);
        assertThat(response.status()).as(response.body()).isLessThan(300);
        return Documents.json(response.body());
    }

    @Override
    public void close() {
        sink.close();
    }
}
