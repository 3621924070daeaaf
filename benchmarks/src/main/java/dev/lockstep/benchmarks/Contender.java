package dev.lockstep.benchmarks;

import dev.lockstep.embedded.PostgresServer;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connector in a benchmark.
 *
 * @param name as the table shows it
 * @param options what differs between the contenders
 */
record Contender(String name, Map<String, String> options) {

    static final Contender LOCKSTEP =
            new Contender(
                    "lockstep",
                    Map.of(
                            "connector.class",
                            "dev.lockstep.source.postgres.PostgresSourceConnector"));

    /** Tuned as its users tune it for throughput. */
    static final Contender DEBEZIUM =
            new Contender(
                    "debezium",
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

    /** The same connector on another publication, which also names it. */
    Contender reading(String publication) {
        Map<String, String> more = new TreeMap<>(options);
        more.put("publication.name", publication);
        return new Contender(publication, more);
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
        config.put("producer.override.compression.type", "lz4");
        config.put("producer.override.linger.ms", "5");
        return config;
    }
}
