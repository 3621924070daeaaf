package dev.lockstep.source.postgres;

import dev.lockstep.event.BuildVersion;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.SnapshotMode;
import dev.lockstep.source.postgres.metrics.CaptureMetrics;
import dev.lockstep.source.postgres.metrics.MetricsBean;
import dev.lockstep.source.postgres.metrics.WorkerMetrics;
import dev.lockstep.source.postgres.record.SourceOffset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.TransactionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the changes of one database to Kafka Connect. */
public final class PostgresSourceTask extends SourceTask {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSourceTask.class);

    private Map<String, String> partition;
    private Duration pollInterval;
    private InFlight inFlight;
    private volatile Reconnector capture;
    private volatile Acknowledger acknowledger;

    /** Null unless this connector says where Kafka transactions end. */
    private TransactionContext transactions;

    private volatile Thread pollThread;
    private volatile boolean dropped;

    /** The last record of the latest poll, a sample of how long records take. */
    private volatile SourceRecord latest;

    private CaptureMetrics metrics;
    private volatile MetricsBean shown;

    @Override
    public String version() {
        return BuildVersion.current();
    }

    @Override
    public void start(Map<String, String> properties) {
        PostgresSourceConfig config = new PostgresSourceConfig(properties);
        partition = StoredOffsets.partition(config);
        pollInterval = config.streaming().pollInterval();
        inFlight = new InFlight(2L * config.streaming().maxQueueSize());
        metrics = new CaptureMetrics(inFlight::count);
        transactions = context.transactionContext();
        warnOfIntervals(properties);
        Database database = new Database(config.connection(), config.events().topicPrefix());
        Reconnector reconnector =
                new Reconnector(
                        config.streaming(),
                        config.replication(),
                        "slot " + config.replication().slot() + ", " + database.label(),
                        opener(config, database),
                        metrics,
                        SnapshotStart.atStart(config.snapshot().mode(), storedOffset()));
        capture = reconnector;
        acknowledger =
                new Acknowledger(
                                "lockstep-" + config.events().topicPrefix() + "-acknowledger",
                                this::storedOffset,
                                stored -> {
                                    reconnector.acknowledge(stored);
                                    metrics.stored(stored);
                                })
                        .start();
        WorkerMetrics.register(metrics, context);
        shown = new MetricsBean(metrics, config.events().topicPrefix()).register();
    }

    private Session.Opener opener(PostgresSourceConfig config, Database database) {
        if (config.snapshot().mode() == SnapshotMode.INITIAL_ONLY) {
            return resume ->
                    SnapshotOnlySession.open(config, database, version(), partition, resume);
        }
        return new CaptureStart(
                config,
                database,
                version(),
                partition,
                metrics,
                new StreamForm(config),
                transactions != null);
    }

    private void warnOfIntervals(Map<String, String> properties) {
        if ("interval".equalsIgnoreCase(properties.get(SourceTask.TRANSACTION_BOUNDARY_CONFIG))) {
            LOG.warn(
                    "With transaction.boundary=interval at most twice max.queue.size records are"
                            + " sent in each interval. Set transaction.boundary=connector, which"
                            + " also keeps transactions of the source together.");
        }
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        pollThread = Thread.currentThread();
        if (!inFlight.awaitRoom(pollInterval)) {
            return null;
        }
        if (dropped) {
            dropped = false;
            capture.recordsDropped();
        }
        List<SourceRecord> records = capture.poll();
        if (records.isEmpty()) {
            return null;
        }
        inFlight.add(records.size());
        SourceRecord last = records.get(records.size() - 1);
        latest = last;
        metrics.handedOut((SourceOffset) last.sourceOffset());
        if (transactions != null) {
            transactions.commitTransaction(last);
        }
        return records;
    }

    /**
     * Called for each record, also for those that a transform drops: by the producer's thread, or
     * with exactly-once support by the task thread after the transaction.
     */
    @Override
    public void commitRecord(SourceRecord record, RecordMetadata metadata) {
        inFlight.acknowledge();
        if (metadata == null) {
            dropped = true;
            metrics.dropped();
        } else if (record.equals(latest)) {
            metrics.acknowledged((SourceOffset) record.sourceOffset());
        }
    }

    /**
     * Connect has stored offsets. With exactly-once support the task thread says so between polls,
     * after each transaction and where there was nothing to write; else a thread of the worker.
     */
    @Override
    public void commit() {
        if (Thread.currentThread() == pollThread && inFlight.settle()) {
            dropped = true;
        }
        Acknowledger current = acknowledger;
        if (current != null) {
            current.offsetsStored();
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
        if (acknowledger != null) {
            acknowledger.close();
        }
        if (shown != null) {
            shown.close();
        }
    }
}
