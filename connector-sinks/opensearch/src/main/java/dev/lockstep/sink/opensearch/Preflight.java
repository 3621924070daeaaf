package dev.lockstep.sink.opensearch;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.opensearch.client.Request;
import dev.lockstep.sink.opensearch.client.SearchClient;
import dev.lockstep.sink.opensearch.client.SearchException;
import dev.lockstep.sink.opensearch.config.ConnectionOptions;
import dev.lockstep.sink.opensearch.config.OpenSearchSinkConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.SslConfigs;

/** Checks a configuration against the cluster it names, before anything runs. */
final class Preflight {

    private final OpenSearchSinkConfig config;

    Preflight(OpenSearchSinkConfig config) {
        this.config = config;
    }

    /** What stands in the way, each on the option that the user should look at first. */
    List<Problem> problems() {
        SearchClient client;
        try {
            client = new SearchClient(config.connection());
        } catch (TargetException.Fatal e) {
            return List.of(new Problem(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, e.getMessage()));
        }
        try (client) {
            client.send(Request.of("GET", "/", Map.of()));
            return List.of();
        } catch (TargetException | SearchException e) {
            return List.of(new Problem(ConnectionOptions.URL, e.getMessage()));
        }
    }
}
