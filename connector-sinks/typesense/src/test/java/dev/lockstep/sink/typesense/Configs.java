package dev.lockstep.sink.typesense;

import dev.lockstep.sink.typesense.config.TypesenseSinkConfig;
import java.util.HashMap;
import java.util.Map;

/** Configurations for a server. */
final class Configs {

    private Configs() {}

    static Map<String, String> properties(String url, String... pairs) {
        Map<String, String> properties = new HashMap<>();
        properties.put("name", "search");
        properties.put("connection.url", url);
        properties.put("api.key", FakeServer.KEY);
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put(pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    static TypesenseSinkConfig of(String url, String... pairs) {
        return new TypesenseSinkConfig(properties(url, pairs));
    }
}
