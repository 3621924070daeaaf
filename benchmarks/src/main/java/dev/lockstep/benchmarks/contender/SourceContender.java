package dev.lockstep.benchmarks.contender;

import dev.lockstep.benchmarks.measure.Contender;
import dev.lockstep.embedded.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A source connector in a benchmark.
 *
 * @param options what differs between the contenders
 * @param producer of its worker
 */
public record SourceContender(
        String name, Converter converter, Map<String, String> options, Map<String, String> producer)
        implements Contender {

    /** The same for all where throughput is measured. */
    private static final Map<String, String> USUAL_PRODUCER =
            Map.of("compression.type", "lz4", "linger.ms", "5");

    private static final Map<String, String> LOCKSTEP_OPTIONS =
            Map.of("connector.class", "dev.lockstep.source.postgres.PostgresSourceConnector");

    private static final Map<String, String> DEBEZIUM_OPTIONS =
            Map.of(
                    "connector.class",
                    "io.debezium.connector.postgresql.PostgresConnector",
                    "plugin.name",
                    "pgoutput");

    /** With its defaults and the converter of its archive. */
    public static final SourceContender LOCKSTEP =
            new SourceContender(
                    "lockstep", Converter.lockstepJson(false), LOCKSTEP_OPTIONS, USUAL_PRODUCER);

    /** With Kafka's converter, as Debezium. */
    public static final SourceContender LOCKSTEP_KAFKA_JSON =
            LOCKSTEP.with(Converter.kafkaJson(false)).named("lockstep_kafka_json");

    /** With its defaults. */
    public static final SourceContender DEBEZIUM_DEFAULT =
            new SourceContender(
                    "debezium_default",
                    Converter.kafkaJson(false),
                    DEBEZIUM_OPTIONS,
                    USUAL_PRODUCER);

    /** Tuned as its users tune it for throughput. */
    public static final SourceContender DEBEZIUM =
            DEBEZIUM_DEFAULT
                    .named("debezium")
                    .with(
                            Map.of(
                                    "max.batch.size",
                                    "16384",
                                    "max.queue.size",
                                    "65536",
                                    "poll.interval.ms",
                                    "10"));

    /** The two that are compared where nothing else is of interest. */
    public static final List<SourceContender> TWO = List.of(LOCKSTEP, DEBEZIUM);

    /** The same under another name. */
    public SourceContender named(String other) {
        return new SourceContender(other, converter, options, producer);
    }

    public SourceContender with(Converter other) {
        return new SourceContender(name, other, options, producer);
    }

    /** The same with more options. */
    public SourceContender with(Map<String, String> more) {
        return new SourceContender(name, converter, joined(options, more), producer);
    }

    /** The same with this producer and no other option of it. */
    public SourceContender withProducer(Map<String, String> other) {
        return new SourceContender(name, converter, options, other);
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(options);
        converter.addTo(settings);
        producer.forEach((key, value) -> settings.put("producer.override." + key, value));
        return settings;
    }

    /**
     * The whole configuration.
     *
     * @param run names this run: its slot, topics and offsets
     */
    public Map<String, String> config(String run, PostgresServer postgres, String database) {
        Map<String, String> config = new TreeMap<>(settings());
        config.put("tasks.max", "1");
        config.put("topic.prefix", run);
        config.put("slot.name", run);
        config.put("publication.name", "bench");
        config.put("publication.autocreate.mode", "disabled");
        config.put("snapshot.mode", "no_data");
        config.put("tombstones.on.delete", "false");
        config.put("database.hostname", postgres.host());
        config.put("database.port", Integer.toString(postgres.port()));
        config.put("database.user", postgres.user());
        config.put("database.password", "none");
        config.put("database.dbname", database);
        return config;
    }

    private static Map<String, String> joined(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(some);
        all.putAll(more);
        return all;
    }
}
