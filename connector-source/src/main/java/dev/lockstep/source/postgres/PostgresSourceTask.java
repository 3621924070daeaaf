package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.SnapshotMode;
import dev.lockstep.source.postgres.record.SourceOffset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Hands the changes of one database to Kafka Connect. */
public final class PostgresSourceTask extends SourceTask {

    /** Reading back what is stored costs a round trip to Kafka: with exactly-once, per batch. */
    private static final Duration READ_BACK_INTERVAL = Duration.ofSeconds(1);

    private Map<String, String> partition;
    private Duration pollInterval;
    private InFlight inFlight;
    private volatile Reconnector capture;
    private long nextReadBack = System.nanoTime();

    @Override
    public String version() {
        return Version.current();
    }

    @Override
    public void start(Map<String, String> properties) {
        PostgresSourceConfig config = new PostgresSourceConfig(properties);
        partition = Map.of("server", config.events().topicPrefix());
        pollInterval = config.streaming().pollInterval();
        inFlight = new InFlight(2L * config.streaming().maxQueueSize());
        Database database = new Database(config.connection(), config.events().topicPrefix());
        capture =
                new Reconnector(
                        config.streaming(),
                        config.replication(),
                        "slot " + config.replication().slot() + ", " + database.label(),
                        opener(config, database),
                        SnapshotStart.atStart(config.snapshot().mode(), storedOffset()));
    }

    private Session.Opener opener(PostgresSourceConfig config, Database database) {
        return config.snapshot().mode() == SnapshotMode.INITIAL_ONLY
                ? resume -> SnapshotOnlySession.open(config, database, version(), partition, resume)
                : resume -> CaptureSession.open(config, database, version(), partition, resume);
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        if (!inFlight.awaitRoom(pollInterval)) {
            return null;
        }
        List<SourceRecord> records = capture.poll();
        inFlight.add(records.size());
        return records.isEmpty() ? null : records;
    }

    /** Called by the producer's thread for each record, also for those that a transform drops. */
    @Override
    public void commitRecord(SourceRecord record, RecordMetadata metadata) {
        inFlight.acknowledge();
    }

    /**
     * Connect has stored offsets: acknowledges them to the server. Which ones is read back rather
     * than remembered, for records that were acknowledged by Kafka while this flush ran are not in
     * it.
     */
    @Override
    public void commit() {
        if (System.nanoTime() - nextReadBack < 0) {
            return;
        }
        nextReadBack = System.nanoTime() + READ_BACK_INTERVAL.toNanos();
        Reconnector current = capture;
        if (current != null) {
            storedOffset().ifPresent(current::acknowledge);
        }
    }

    private Optional<SourceOffset> storedOffset() {
        return Optional.ofNullable(context.offsetStorageReader().offset(partition))
                .map(SourceOffset::of);
    }

    @Override
    public void stop() {
        Reconnector current = capture;
        if (current != null) {
            current.stop();
        }
    }
}
