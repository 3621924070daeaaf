package dev.lockstep.benchmarks;

import dev.lockstep.embedded.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connector in a benchmark.
 *
 * @param name as the table shows it
 * @param converter of keys and values, without schemas
 * @param options what differs between the contenders
 */
record Contender(String name, String converter, Map<String, String> options) implements Named {

    private static final String KAFKAS_JSON = "org.apache.kafka.connect.json.JsonConverter";
    private static final String OUR_JSON = "dev.lockstep.json.LockstepJsonConverter";

    /** With the converter of its archive. */
    static final Contender LOCKSTEP = lockstep("lockstep", OUR_JSON);

    /** With Kafka's converter, as Debezium. */
    static final Contender LOCKSTEP_KAFKA_JSON = lockstep("lockstep_kafka_json", KAFKAS_JSON);

    /** Tuned as its users tune it for throughput. */
    static final Contender DEBEZIUM =
            new Contender(
                    "debezium",
                    KAFKAS_JSON,
                    Map.of(
                            "connector.class",
                            "io.debezium.connector.postgresql.PostgresConnector",
                            "plugin.name",
                            "pgoutput",
                            "max.batch.size",
                            "16384",
                            "max.queue.size",
                            "65536",
                            "poll.interval.ms",
                            "10"));

    /** In the order in which they are measured; the others are compared with the last. */
    static final List<Contender> ALL = List.of(LOCKSTEP, LOCKSTEP_KAFKA_JSON, DEBEZIUM);

    /** Those with these names; all where none is named. */
    static List<Contender> among(List<String> names) {
        return ALL.stream()
                .filter(contender -> names.isEmpty() || names.contains(contender.name))
                .toList();
    }

    private static Contender lockstep(String name, String converter) {
        return new Contender(
                name,
                converter,
                Map.of("connector.class", "dev.lockstep.source.postgres.PostgresSourceConnector"));
    }

    /** The same connector on another publication, which also names it. */
    Contender reading(String publication) {
        Map<String, String> more = new TreeMap<>(options);
        more.put("publication.name", publication);
        return new Contender(publication, converter, more);
    }

    /**
     * The whole configuration: both contenders read the same publication.
     *
     * @param run names this run: its slot, topics and offsets
     */
    Map<String, String> config(String run, PostgresServer postgres, String database) {
        Map<String, String> config = new TreeMap<>(options);
        config.put("tasks.max", "1");
        config.put("topic.prefix", run);
        config.put("slot.name", run);
        config.putIfAbsent("publication.name", "bench");
        config.put("publication.autocreate.mode", "disabled");
        config.put("snapshot.mode", "no_data");
        config.put("database.hostname", postgres.host());
        config.put("database.port", Integer.toString(postgres.port()));
        config.put("database.user", postgres.user());
        config.put("database.password", "none");
        config.put("database.dbname", database);
        for (String side : List.of("key", "value")) {
            config.put(side + ".converter", converter);
            config.put(side + ".converter.schemas.enable", "false");
        }
        config.put("producer.override.compression.type", "lz4");
        config.put("producer.override.linger.ms", "5");
        return config;
    }
}
