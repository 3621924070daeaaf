package dev.lockstep.sink.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.OpenSearchServer;
import dev.lockstep.json.JsonText;
import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.opensearch.config.OpenSearchSinkConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** A real server, targets that write to it, and what readers find in it. */
final class Cluster {

    final OpenSearchServer server;

    Cluster(OpenSearchServer server) {
        this.server = server;
    }

    Map<String, String> properties(String... options) {
        Map<String, String> properties = new HashMap<>();
        properties.put("name", "test");
        properties.put("connection.url", server.url());
        for (int i = 0; i < options.length; i += 2) {
            properties.put(options[i], options[i + 1]);
        }
        return properties;
    }

    OpenSearchTarget target(String... options) {
        return target(new SinkMetrics(), Clock.systemUTC(), options);
    }

    OpenSearchTarget target(SinkMetrics metrics, Clock clock, String... options) {
        return new OpenSearchTarget(new OpenSearchSinkConfig(properties(options)), metrics, clock);
    }

    Map<?, ?> ok(String method, String path, String body) {
        OpenSearchServer.Response response = server.request(method, path, body);
        assertThat(response.status()).as(response.body()).isLessThan(300);
        return (Map<?, ?>) JsonText.read(response.body());
    }

    /** A document whatever it is, as the server answers for it. */
    Map<?, ?> stored(String index, String id) {
        return (Map<?, ?>) JsonText.read(server.request("GET", "/" + index + "/_doc/" + id).body());
    }

    /** What readers find, by id. */
    Map<String, Map<?, ?>> found(String index) {
        ok("POST", "/" + index + "/_refresh", "");
        Map<?, ?> answer = ok("POST", "/" + index + "/_search", "{\"size\":10000}");
        List<?> hits = (List<?>) ((Map<?, ?>) answer.get("hits")).get("hits");
        Map<String, Map<?, ?>> found = new TreeMap<>();
        for (Object hit : hits) {
            Map<?, ?> document = (Map<?, ?>) hit;
            found.put((String) document.get("_id"), (Map<?, ?>) document.get("_source"));
        }
        return found;
    }

    /** Applies a batch until it goes through; returns what was told on the way. */
    static List<String> insist(OpenSearchTarget target, Batch batch) {
        List<String> failures = new ArrayList<>();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(() -> isApplied(target, batch, failures));
        return failures;
    }

    private static boolean isApplied(OpenSearchTarget target, Batch batch, List<String> failures) {
        try {
            target.apply(batch);
            return true;
        } catch (TargetException.Transient e) {
            failures.add(e.getMessage());
            return false;
        }
    }
}
