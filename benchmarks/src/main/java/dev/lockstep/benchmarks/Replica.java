package dev.lockstep.benchmarks;

import java.util.Map;
import java.util.TreeMap;

/**
 * A sink in a benchmark.
 *
 * @param name as the table shows it
 * @param converter of keys and values, with schemas
 * @param options what differs between the contenders
 */
record Replica(String name, String converter, Map<String, String> options) implements Named {

    private static final String KAFKAS_JSON = "org.apache.kafka.connect.json.JsonConverter";
    private static final String OUR_JSON = "dev.lockstep.json.LockstepJsonConverter";

    private static final Map<String, String> DEBEZIUM =
            Map.of(
                    "connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector",
                    "insert.mode", "upsert",
                    "primary.key.mode", "record_key",
                    "delete.enabled", "true",
                    "schema.evolution", "none",
                    "collection.name.format", "${source.table}",
                    "use.reduction.buffer", "true",
                    "batch.size", "2000");

    static final Replica LOCKSTEP =
            new Replica(
                    "lockstep",
                    OUR_JSON,
                    Map.of("connector.class", "dev.lockstep.sink.jdbc.JdbcSinkConnector"));

    static final Replica DEFAULTS = new Replica("debezium", KAFKAS_JSON, DEBEZIUM);

    /** With one array for each column instead of a statement for each row. */
    static final Replica UNNEST = new Replica("debezium_unnest", KAFKAS_JSON, unnest());

    /** With our converter, to tell what of the difference is the sink's. */
    static final Replica OUR_CONVERTER = new Replica("debezium_our_json", OUR_JSON, DEBEZIUM);

    private static Map<String, String> unnest() {
        Map<String, String> options = new TreeMap<>(DEBEZIUM);
        options.put("dialect.postgres.unnest.insert.enabled", "true");
        return options;
    }

    /**
     * The whole configuration.
     *
     * @param url of the target's database
     */
    Map<String, String> config(String url, String user, String topic) {
        Map<String, String> config = new TreeMap<>(options);
        config.put("tasks.max", "1");
        config.put("topics", topic);
        config.put("connection.url", url);
        config.put("connection.username", user);
        config.put("connection.password", "none");
        for (String side : new String[] {"key", "value"}) {
            config.put(side + ".converter", converter);
            config.put(side + ".converter.schemas.enable", "true");
        }
        // Debezium's batches are never larger than what the consumer hands over at once.
        config.put("consumer.override.max.poll.records", "2000");
        return config;
    }
}
