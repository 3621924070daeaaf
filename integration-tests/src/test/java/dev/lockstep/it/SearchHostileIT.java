package dev.lockstep.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.embedded.OpenSearchServer;
import dev.lockstep.embedded.SearchServer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Search indexes to which the same changes come late, twice and from two connectors at once. */
@ExtendWith(Stack.Shared.class)
class SearchHostileIT {

    private final Stack stack;

    SearchHostileIT(Stack stack) {
        this.stack = stack;
    }

    /** What the server itself remembers of deletes it forgets at once. */
    @Test
    void noDocumentGoesBackAtAnyMoment() throws Exception {
        try (Capture capture = stack.capture(History.ddl())) {
            capture.start(
                    Replica.withSchemas("snapshot.mode", "initial", "skipped.operations", "none"));
            new Hostility(
                            stack,
                            capture,
                            new Indexes(stack.openSearch(), capture),
                            Hostility.random(getClass()))
                    .run();
        }
    }

    private final class Indexes implements HostileTarget {

        private final SearchServer server;
        private final SearchIndex index;

        Indexes(SearchServer server, Capture capture) {
            this.server = server;
            this.index = new SearchIndex(stack.worker, server, capture);
        }

        @Override
        public Map<String, String> config(String... options) {
            Map<String, String> config = index.config(Replica.withSchemas(options));
            config.put("index.settings.index.gc_deletes", "0ms");
            return config;
        }

        @Override
        public Map<String, Sight> look(String table) throws Exception {
            String documents =
                    IntStream.range(0, History.KEYS)
                            .mapToObj(id -> "\"" + id + "\"")
                            .collect(Collectors.joining(",", "{\"ids\":[", "]}"));
            String path = "/" + index.name(table) + "-lockstep/_mget?_source=seq";
            OpenSearchServer.Response response = server.request("POST", path, documents);
            Map<String, Sight> found = new TreeMap<>();
            if (response.status() == 200) {
                for (JsonNode document : Documents.json(response.body()).path("docs")) {
                    // A shard that is not there yet after a start tells nothing.
                    if (!document.has("error")) {
                        found.put(document.path("_id").asText(), sight(document));
                    }
                }
            }
            return found;
        }

        private Sight sight(JsonNode document) {
            return document.path("found").asBoolean()
                    ? new Sight(
                            String.format(Locale.ROOT, "%019d", document.path("_version").asLong()),
                            document.path("_source").path("seq").asLong(-1))
                    : Sight.NOTHING;
        }

        @Override
        public Map<String, JsonNode> rows(String table) throws Exception {
            return index.found(index.name(table));
        }

        @Override
        public void killAndStart() {
            server.kill();
            server.start();
        }
    }
}
