package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.adhoc.AdHocSnapshots;
import dev.lockstep.source.postgres.catalog.CatalogReader;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.ReplicationOptions;
import dev.lockstep.source.postgres.record.LogFollower;
import dev.lockstep.source.postgres.record.RecordAssembler;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.record.TablePlanner;
import dev.lockstep.source.postgres.stream.LogEntry;
import dev.lockstep.source.postgres.stream.LogQueue;
import dev.lockstep.source.postgres.stream.LogReader;
import dev.lockstep.source.postgres.stream.ReplicationStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session over one replication connection, from a checked start on. */
final class CaptureSession implements Session {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureSession.class);

    private final LogQueue queue;
    private final LogReader reader;
    private final CatalogReader catalog;
    private final RecordAssembler assembler;

    /** Null when no signal can come. */
    private final AdHocSnapshots adHoc;

    private final Duration pollInterval;
    private final int batchSize;
    private final List<LogEntry> batch;

    /** Null unless whole transactions are to be handed out. */
    private final WholeTransactions whole;

    private CaptureSession(
            PostgresSourceConfig config,
            LogQueue queue,
            LogReader reader,
            CatalogReader catalog,
            RecordAssembler assembler,
            boolean wholeTransactions,
            AdHocSnapshots adHoc) {
        this.adHoc = adHoc;
        this.queue = queue;
        this.reader = reader;
        this.catalog = catalog;
        this.assembler = assembler;
        this.pollInterval = config.streaming().pollInterval();
        this.batchSize = config.streaming().maxBatchSize();
        this.batch = new ArrayList<>(batchSize);
        this.whole =
                wholeTransactions
                        ? new WholeTransactions(config.streaming(), queue, assembler)
                        : null;
    }

    /**
     * Prepares publication and slot, checks that nothing is missing, and starts reading.
     *
     * @param stored where the last session or the last life of the task ended
     * @param wholeTransactions whether a poll hands out whole transactions only, up to a bound
     * @throws SQLException when the server or the connection fails
     * @throws ConnectException when changes are out of reach or the slot cannot be used
     */
    static CaptureSession open(
            PostgresSourceConfig config,
            Database database,
            String version,
            Map<String, String> partition,
            Optional<SourceOffset> stored,
            boolean wholeTransactions)
            throws SQLException {
        ReplicationStream stream = new ReplicationStream(database.connectForReplication());
        try {
            StartPoint start = StartPoint.find(config, database, stream, stored);
            return start(config, database, version, partition, start, stream, wholeTransactions);
        } catch (SQLException | RuntimeException | Error e) {
            stream.close();
            throw e;
        }
    }

    private static CaptureSession start(
            PostgresSourceConfig config,
            Database database,
            String version,
            Map<String, String> partition,
            StartPoint startPoint,
            ReplicationStream stream,
            boolean wholeTransactions)
            throws SQLException {
        ReplicationOptions options = config.replication();
        SourceOffset resume = startPoint.resume();
        stream.start(
                options.slot(),
                options.publication(),
                resume.resumeFrom(),
                options.statusInterval());
        LOG.info(
                "Streaming from {} (slot {}, publication {}, {}, server {}, timeline {})",
                resume.resumeFrom(),
                options.slot(),
                options.publication(),
                database.label(),
                resume.history().systemId(),
                resume.history().timeline());
        LogQueue queue =
                new LogQueue(config.streaming().maxQueueSize(), config.streaming().maxQueueBytes());
        LogReader reader =
                new LogReader(
                        stream,
                        queue,
                        options.statusInterval(),
                        StartCheck.position(startPoint.slot()).value(),
                        "lockstep-" + config.events().topicPrefix() + "-log-reader");
        CatalogReader catalog = new CatalogReader(database);
        AdHocSnapshots adHoc =
                config.signals().enabled() ? AdHocSnapshots.open(config, database, resume) : null;
        RecordAssembler assembler =
                new RecordAssembler(
                        config,
                        version,
                        partition,
                        resume,
                        new TablePlanner(config, catalog),
                        adHoc == null ? LogFollower.NONE : adHoc,
                        Clock.systemUTC());
        reader.start();
        return new CaptureSession(
                config, queue, reader, catalog, assembler, wholeTransactions, adHoc);
    }

    /**
     * {@inheritDoc}
     *
     * @throws LogReader.Stopped when the reader has failed and everything before has been handed
     *     out
     */
    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        if (whole != null) {
            return whole.poll(pollInterval);
        }
        long deadline = System.nanoTime() + pollInterval.toNanos();
        List<SourceRecord> records = new ArrayList<>(batchSize);
        Duration left = pollInterval;
        do {
            batch.clear();
            queue.drainTo(batch, batchSize, left);
            assembler.assemble(batch, records);
            left = Duration.ofNanos(deadline - System.nanoTime());
        } while (records.isEmpty() && !left.isNegative() && !queue.isClosed());
        return records;
    }

    @Override
    public SourceOffset handedOut() {
        return whole == null ? assembler.handedOut() : whole.handedOut();
    }

    @Override
    public void acknowledge(SourceOffset stored) {
        reader.acknowledge(stored.resumeFrom().value());
        if (adHoc != null) {
            adHoc.stored(stored);
        }
    }

    @Override
    public void recordsDropped() {
        assembler.recordsDropped();
    }

    @Override
    public void close() {
        queue.close();
        reader.close();
        catalog.close();
        if (adHoc != null) {
            adHoc.close();
        }
    }
}
