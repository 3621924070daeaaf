package dev.lockstep.source.postgres.config;

import java.util.HashMap;
import java.util.Map;

/** Configurations with what must be set already set. */
final class Options {

    private Options() {}

    /** More options as key, value, … */
    static Map<String, String> with(String... options) {
        Map<String, String> properties = new HashMap<>();
        properties.put(ConnectionOptions.HOSTNAME, "db.example.com");
        properties.put(ConnectionOptions.USER, "lockstep");
        properties.put(ConnectionOptions.DATABASE, "shop");
        properties.put(EventOptions.TOPIC_PREFIX, "shop");
        for (int i = 0; i < options.length; i += 2) {
            properties.put(options[i], options[i + 1]);
        }
        return properties;
    }

    static PostgresSourceConfig config(String... options) {
        return new PostgresSourceConfig(with(options));
    }
}
