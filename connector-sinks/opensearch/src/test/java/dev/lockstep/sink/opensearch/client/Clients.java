package dev.lockstep.sink.opensearch.client;

import dev.lockstep.sink.opensearch.config.ConnectionOptions;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Clients for tests. */
final class Clients {

    private Clients() {}

    /**
     * A client.
     *
     * @param options names and values
     */
    static SearchClient of(String urls, String... options) {
        Map<String, String> all = new HashMap<>();
        all.put("connection.url", urls);
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        ConfigDef definition = ConnectionOptions.define(new ConfigDef());
        return new SearchClient(new ConnectionOptions(new AbstractConfig(definition, all, false)));
    }
}
