package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.catalog.CatalogReader;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.catalog.ReplicationSlot;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.ReplicationOptions;
import dev.lockstep.source.postgres.config.SnapshotMode;
import dev.lockstep.source.postgres.record.RecordAssembler;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.record.TablePlanner;
import dev.lockstep.source.postgres.snapshot.SnapshotPoint;
import dev.lockstep.source.postgres.snapshot.TableSnapshot;
import dev.lockstep.source.postgres.stream.LogEntry;
import dev.lockstep.source.postgres.stream.LogQueue;
import dev.lockstep.source.postgres.stream.LogReader;
import dev.lockstep.source.postgres.stream.ReplicationStream;
import dev.lockstep.source.postgres.stream.ReplicationStream.SystemIdentity;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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
    private final Duration pollInterval;
    private final int batchSize;
    private final List<LogEntry> batch;

    /** Finds the place of the snapshot in the stream. */
    private final SnapshotFence fence;

    /** What was drained with the last change before that place, and comes behind it. */
    private final List<LogEntry> behindFence = new ArrayList<>();

    /** Null when there is none, or none any more. */
    private volatile TableSnapshot snapshot;

    private boolean insideSnapshot;

    /**
     * @param snapshot to be handed out at its place in the stream; null for none
     */
    private CaptureSession(
            PostgresSourceConfig config,
            LogQueue queue,
            LogReader reader,
            CatalogReader catalog,
            RecordAssembler assembler,
            TableSnapshot snapshot,
            SnapshotFence fence) {
        this.queue = queue;
        this.reader = reader;
        this.catalog = catalog;
        this.assembler = assembler;
        this.snapshot = snapshot;
        this.fence = fence;
        this.pollInterval = config.streaming().pollInterval();
        this.batchSize = config.streaming().maxBatchSize();
        this.batch = new ArrayList<>(batchSize);
    }

    /**
     * Prepares publication and slot, checks that nothing is missing, and starts reading.
     *
     * @param stored where the last session or the last life of the task ended
     * @throws SQLException when the server or the connection fails
     * @throws ConnectException when changes are out of reach or the slot cannot be used
     */
    static CaptureSession open(
            PostgresSourceConfig config,
            Database database,
            String version,
            Map<String, String> partition,
            Optional<SourceOffset> stored)
            throws SQLException {
        ReplicationStream stream = new ReplicationStream(database.connectForReplication());
        SnapshotStart snapshots = new SnapshotStart(config, database, version, partition);
        SnapshotStart.Place place = null;
        try {
            place = locate(config, database, snapshots, stored, stream);
            return start(config, database, version, partition, snapshots, place, stream);
        } catch (SQLException | RuntimeException | Error e) {
            stream.close();
            if (place != null && place.point() != null) {
                place.point().close();
            }
            throw e;
        }
    }

    private static SnapshotStart.Place locate(
            PostgresSourceConfig config,
            Database database,
            SnapshotStart snapshots,
            Optional<SourceOffset> stored,
            ReplicationStream stream)
            throws SQLException {
        SnapshotMode mode = config.snapshot().mode();
        try {
            return place(config, database, snapshots, stored, stream);
        } catch (ConnectException e) {
            if (mode != SnapshotMode.WHEN_NEEDED || stored.isEmpty()) {
                throw e;
            }
            LOG.warn(
                    "{} A new snapshot is taken, since snapshot.mode is when_needed.",
                    e.getMessage());
            try (Connection connection = database.connect()) {
                SlotAndPublication.dropIfLost(connection, config);
            }
            return place(config, database, snapshots, Optional.empty(), stream);
        }
    }

    private static SnapshotStart.Place place(
            PostgresSourceConfig config,
            Database database,
            SnapshotStart snapshots,
            Optional<SourceOffset> stored,
            ReplicationStream stream)
            throws SQLException {
        SystemIdentity system = stream.identify();
        // Before anything is made: the server may be the wrong one.
        StartCheck.checkHistory(stored, system, config.replication().slot());
        AtomicReference<SnapshotPoint> point = new AtomicReference<>();
        SlotAndPublication.SlotMaker maker =
                SnapshotStart.isDue(config.snapshot().mode(), stored)
                        ? (connection, name) -> {
                            point.set(SnapshotPoint.ofNewSlot(database, stream, name));
                            return ReplicationSlot.find(connection, name).orElseThrow();
                        }
                        : ReplicationSlot::create;
        try {
            ReplicationSlot slot;
            try (Connection connection = database.connect()) {
                slot = SlotAndPublication.prepare(connection, config, stored, maker);
            }
            SourceOffset resume = StartCheck.resume(stored, slot, system);
            return snapshots.place(slot, stored, resume, point.get());
        } catch (SQLException | RuntimeException | Error e) {
            if (point.get() != null) {
                point.get().close();
            }
            throw e;
        }
    }

    private static CaptureSession start(
            PostgresSourceConfig config,
            Database database,
            String version,
            Map<String, String> partition,
            SnapshotStart snapshots,
            SnapshotStart.Place place,
            ReplicationStream stream)
            throws SQLException {
        ReplicationOptions options = config.replication();
        SourceOffset resume = place.resume();
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
                        place.slot().confirmedFlush().orElseThrow().value(),
                        "lockstep-" + config.events().topicPrefix() + "-log-reader");
        CatalogReader catalog = new CatalogReader(database);
        RecordAssembler assembler =
                new RecordAssembler(
                        config,
                        version,
                        partition,
                        resume,
                        new TablePlanner(config, catalog),
                        Clock.systemUTC());
        TableSnapshot snapshot =
                place.point() == null ? null : snapshots.start(place.point(), resume);
        reader.start();
        return new CaptureSession(
                config, queue, reader, catalog, assembler, snapshot, fence(place));
    }

    private static SnapshotFence fence(SnapshotStart.Place place) {
        long at = place.point() == null ? 0 : place.point().at().value();
        return new SnapshotFence(
                at, Long.compareUnsigned(place.resume().resumeFrom().value(), at) >= 0);
    }

    /**
     * {@inheritDoc}
     *
     * @throws LogReader.Stopped when the reader has failed and everything before has been handed
     *     out
     */
    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        List<SourceRecord> records = new ArrayList<>(batchSize);
        if (snapshot == null) {
            pollLog(records);
        } else if (!fence.isReached()) {
            pollUpToFence(records);
        } else {
            pollSnapshot(records);
        }
        return records;
    }

    private void pollLog(List<SourceRecord> records) throws InterruptedException {
        long deadline = System.nanoTime() + pollInterval.toNanos();
        Duration left = behindFence.isEmpty() ? pollInterval : Duration.ZERO;
        do {
            batch.clear();
            batch.addAll(behindFence);
            behindFence.clear();
            queue.drainTo(batch, batchSize, left);
            assembler.assemble(batch, records);
            left = Duration.ofNanos(deadline - System.nanoTime());
        } while (records.isEmpty() && !left.isNegative() && !queue.isClosed());
    }

    private void pollUpToFence(List<SourceRecord> records) throws InterruptedException {
        batch.clear();
        queue.drainTo(batch, batchSize, pollInterval);
        int before = fence.before(batch);
        behindFence.addAll(batch.subList(before, batch.size()));
        assembler.assemble(batch.subList(0, before), records);
    }

    private void pollSnapshot(List<SourceRecord> records) throws InterruptedException {
        if (!insideSnapshot) {
            // A change before the place that could not be converted is reported now.
            assembler.assemble(List.of(), records);
            insideSnapshot = true;
            return;
        }
        records.addAll(snapshot.poll(pollInterval));
        if (snapshot.isComplete()) {
            assembler.reach(snapshot.handedOut());
            TableSnapshot complete = snapshot;
            snapshot = null;
            complete.close();
        }
    }

    @Override
    public SourceOffset handedOut() {
        return insideSnapshot && snapshot != null ? snapshot.handedOut() : assembler.handedOut();
    }

    @Override
    public void acknowledge(SourceOffset stored) {
        reader.acknowledge(stored.resumeFrom().value());
    }

    @Override
    public void close() {
        queue.close();
        reader.close();
        TableSnapshot open = snapshot;
        if (open != null) {
            open.close();
        }
        catalog.close();
    }
}
