package dev.lockstep.benchmarks.contender;

import dev.lockstep.benchmarks.measure.Contender;
import dev.lockstep.embedded.PostgresServer;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sink connector that keeps a table of PostgreSQL in step.
 *
 * @param converter of keys and values, with schemas
 * @param options what differs between the contenders
 */
public record SinkContender(String name, Converter converter, Map<String, String> options)
        implements Contender {

    private static final Map<String, String> DEBEZIUM_OPTIONS =
            Map.of(
                    "connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector",
                    "insert.mode", "upsert",
                    "primary.key.mode", "record_key",
                    "delete.enabled", "true",
                    "schema.evolution", "none",
                    "collection.name.format", "${source.table}",
                    "use.reduction.buffer", "true",
                    "batch.size", "2000");

    /** With its defaults and the converter of its archive. */
    public static final SinkContender LOCKSTEP =
            new SinkContender(
                    "lockstep",
                    Converter.lockstepJson(true),
                    Map.of("connector.class", "dev.lockstep.sink.jdbc.JdbcSinkConnector"));

    /** With Kafka's converter. */
    public static final SinkContender LOCKSTEP_KAFKA_JSON =
            new SinkContender("lockstep_kafka_json", Converter.kafkaJson(true), LOCKSTEP.options());

    /** With its reduction buffer and larger batches. */
    public static final SinkContender DEBEZIUM =
            new SinkContender("debezium", Converter.kafkaJson(true), DEBEZIUM_OPTIONS);

    /** With one array for each column instead of a statement for each row. */
    public static final SinkContender DEBEZIUM_UNNEST =
            new SinkContender("debezium_unnest", Converter.kafkaJson(true), unnest());

    private static Map<String, String> unnest() {
        Map<String, String> options = new TreeMap<>(DEBEZIUM_OPTIONS);
        options.put("dialect.postgres.unnest.insert.enabled", "true");
        return options;
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(options);
        converter.addTo(settings);
        // Debezium's batches are never larger than what the consumer hands over at once.
        settings.put("consumer.override.max.poll.records", "2000");
        return settings;
    }

    /**
     * The whole configuration.
     *
     * @param database where the table is
     */
    public Map<String, String> config(PostgresServer postgres, String database, String topic) {
        Map<String, String> config = new TreeMap<>(settings());
        config.put("tasks.max", "1");
        config.put("topics", topic);
        config.put("connection.url", postgres.jdbcUrl(database));
        config.put("connection.username", postgres.user());
        config.put("connection.password", "none");
        return config;
    }
}
