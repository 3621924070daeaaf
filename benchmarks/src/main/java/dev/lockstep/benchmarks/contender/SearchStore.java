package dev.lockstep.benchmarks.contender;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.embedded.OpenSearchServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** OpenSearch with rows as documents of one index. */
public record SearchStore(OpenSearchServer server) implements Store {

    /** As the sink names it. */
    static final String INDEX = "orders-lockstep-1";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int READ_AT_ONCE = 1_000;
    private static final int NOT_FOUND = 404;

    /** What the server adds to the settings of an index. */
    private static final List<String> ITS_OWN =
            List.of("creation_date", "uuid", "version", "provided_name");

    @Override
    public void empty() {
        request("DELETE", "/" + INDEX, "");
    }

    /** Counts what has been written: a refresh would cost something, and so would a look-up. */
    @Override
    public boolean has(int rows) throws IOException {
        String path = "/" + INDEX + "/_stats/indexing?filter_path=_all.primaries";
        JsonNode answer = JSON.readTree(request("GET", path, ""));
        return answer.at("/_all/primaries/indexing/index_total").asLong() >= rows;
    }

    @Override
    public void check(int rows) throws IOException {
        request("POST", "/" + INDEX + "/_refresh", "");
        long count =
                JSON.readTree(request("GET", "/" + INDEX + "/_count", "")).path("count").asLong();
        if (count != rows) {
            throw new IllegalStateException("There are " + count + " documents for " + rows);
        }
    }

    @Override
    public Duration cpuTime() {
        return server.cpuTime();
    }

    /** The definition that it takes to create the same index. */
    public String definition() throws IOException {
        JsonNode index = JSON.readTree(request("GET", "/" + INDEX, "")).path(INDEX);
        ObjectNode definition = index.deepCopy();
        ((ObjectNode) definition.at("/settings/index")).remove(ITS_OWN);
        return definition.toString();
    }

    public String version() throws IOException {
        return JSON.readTree(request("GET", "/", "")).at("/version/number").asText();
    }

    void create(String definition) {
        request("PUT", "/" + INDEX, definition);
    }

    /** The documents of the first rows, byte for byte. */
    public byte[][] sources(int rows) throws IOException {
        byte[][] sources = new byte[rows][];
        for (int from = 0; from < rows; from += READ_AT_ONCE) {
            int upTo = Math.min(rows, from + READ_AT_ONCE);
            String ids =
                    LongStream.rangeClosed(from + 1, upTo)
                            .mapToObj(id -> "\"" + id + "\"")
                            .collect(Collectors.joining(",", "{\"ids\":[", "]}"));
            String answer = request("POST", "/" + INDEX + "/_mget", ids);
            read(answer.getBytes(StandardCharsets.UTF_8), sources, from);
        }
        return sources;
    }

    private static void read(byte[] answer, byte[][] sources, int from) throws IOException {
        int next = from;
        try (JsonParser parser = JSON.createParser(answer)) {
            while (parser.nextToken() != null) {
                boolean isSource =
                        parser.currentToken() == JsonToken.START_OBJECT
                                && "_source".equals(parser.currentName());
                if (isSource) {
                    int begin = (int) parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                    int end = (int) parser.currentLocation().getByteOffset();
                    sources[next++] = Arrays.copyOfRange(answer, begin, end);
                }
            }
        }
    }

    private String request(String method, String path, String body) {
        OpenSearchServer.Response response = server.request(method, path, body);
        if (response.status() >= 300 && response.status() != NOT_FOUND) {
            throw new IllegalStateException(method + " " + path + ": " + response);
        }
        return response.body();
    }
}
