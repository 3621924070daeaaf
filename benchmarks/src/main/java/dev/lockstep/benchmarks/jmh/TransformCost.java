package dev.lockstep.benchmarks.jmh;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One record through one transform. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TransformCost {

    /** The folder that the build fills, as a system property of the forked process. */
    static final String BUILT = "lockstep.benchmarks.built";

    /** Which transform. */
    @Param public Subject subject;

    private Transformation<SourceRecord> transformation;
    private Predicate<SourceRecord> kept;
    private SourceRecord record;
    private boolean marksHeaders;

    /** Loads the transform and makes the record. */
    @Setup
    public void prepare() {
        transformation = folder().transformation(subject.type, subject.options);
        kept =
                subject.topics == null
                        ? null
                        : PluginFolder.ofKafka()
                                .predicate(
                                        "org.apache.kafka.connect.transforms.predicates"
                                                + ".TopicNameMatches",
                                        Map.of("pattern", subject.topics));
        record = subject.record.get();
        marksHeaders =
                switch (subject) {
                    case EXTRACT_CHANGED_RECORD_STATE, CHANGED_FIELDS, EVENT_ROUTER, FROM_OUTBOX ->
                            true;
                    default -> false;
                };
    }

    private PluginFolder folder() {
        Path built = Path.of(System.getProperty(BUILT));
        return switch (subject.home) {
            case KAFKA -> PluginFolder.ofKafka();
            case LOCKSTEP -> PluginFolder.of(built, "plugins/lockstep-transforms");
            case DEBEZIUM -> PluginFolder.of(built, "plugins/debezium");
            case SCRIPTING -> PluginFolder.of(built, "plugins/debezium", "scripting");
        };
    }

    /** With its predicate, as a worker does it. */
    @Benchmark
    public SourceRecord apply() {
        SourceRecord given = marksHeaders ? fresh() : record;
        return kept == null || !kept.test(given) ? transformation.apply(given) : given;
    }

    /** A transform that adds headers to the record that it is given must not find its own. */
    private SourceRecord fresh() {
        return new SourceRecord(
                record.sourcePartition(),
                record.sourceOffset(),
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value());
    }
}
