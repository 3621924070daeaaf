package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.adhoc.AdHocSnapshots;
import dev.lockstep.source.postgres.adhoc.BlockingSnapshot;
import dev.lockstep.source.postgres.catalog.CatalogReader;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.metrics.CaptureMetrics;
import dev.lockstep.source.postgres.record.LogFollower;
import dev.lockstep.source.postgres.record.RecordAssembler;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.record.TablePlanner;
import dev.lockstep.source.postgres.reselect.CurrentRows;
import dev.lockstep.source.postgres.reselect.Reselection;
import dev.lockstep.source.postgres.snapshot.SnapshotPoint;
import dev.lockstep.source.postgres.snapshot.TableSnapshot;
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
final class CaptureSession implements Session, WholeTransactions.Log {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureSession.class);

    private final LogQueue queue;
    private final LogReader reader;
    private final CatalogReader catalog;
    private final RecordAssembler assembler;
    private final CaptureMetrics metrics;

    /** Null when no signal can come and nobody is to be notified. */
    private final AdHocSnapshots adHoc;

    /** Null unless values that the log does not carry are read from the table. */
    private final Reselection reselection;

    private final Duration pollInterval;
    private final int batchSize;
    private final List<LogEntry> batch;

    /** Null unless whole transactions are to be handed out. */
    private final WholeTransactions whole;

    private final SnapshotStart snapshots;

    /** Finds the place of the snapshot in the stream. */
    private SnapshotFence fence;

    /** What was drained with the last change before that place, and comes behind it. */
    private final List<LogEntry> behindFence = new ArrayList<>();

    /** Null when there is none, or none any more. */
    private volatile TableSnapshot snapshot;

    private boolean insideSnapshot;

    /** Null for a primary. */
    private final StandbyWatch watch;

    /** What had been handed out when what came next had to be thrown away; else null. */
    private SourceOffset cutOff;

    /** Whether a signal has asked for the snapshot. */
    private boolean blocked;

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
            SnapshotFence fence,
            CaptureMetrics metrics,
            boolean wholeTransactions,
            SnapshotStart snapshots,
            AdHocSnapshots adHoc,
            Reselection reselection,
            StandbyWatch watch) {
        this.watch = watch;
        this.reselection = reselection;
        this.snapshots = snapshots;
        this.adHoc = adHoc;
        this.queue = queue;
        this.reader = reader;
        this.catalog = catalog;
        this.assembler = assembler;
        this.snapshot = snapshot;
        this.fence = fence;
        this.metrics = metrics;
        this.pollInterval = config.streaming().pollInterval();
        this.batchSize = config.streaming().maxBatchSize();
        this.batch = new ArrayList<>(batchSize);
        this.whole =
                wholeTransactions ? new WholeTransactions(config.streaming(), this, metrics) : null;
    }

    /**
     * Prepares publication and slot, checks that nothing is missing, and starts reading.
     *
     * @param stored where the last session or the last life of the task ended
     * @param metrics counts what happens
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
            CaptureMetrics metrics,
            boolean wholeTransactions)
            throws SQLException {
        ReplicationStream stream = new ReplicationStream(database.connectForReplication());
        SnapshotStart snapshots = new SnapshotStart(config, database, version, partition);
        SnapshotStart.Place place = null;
        AdHocSnapshots adHoc = null;
        StandbyWatch watch = null;
        try {
            watch = StandbyWatch.open(database);
            place =
                    new StartPoint(config, database, stream, snapshots)
                            .find(stored.map(AdHocSnapshots::resumable));
            stream.start(
                    config.replication().slot(),
                    config.replication().publication(),
                    place.resume().resumeFrom(),
                    config.replication().statusInterval());
            tell(config, database, place.resume());
            CatalogReader catalog = new CatalogReader(database);
            adHoc = AdHocSnapshots.open(config, database, place.resume());
            RecordAssembler assembler =
                    new RecordAssembler(
                            config,
                            version,
                            partition,
                            place.resume(),
                            new TablePlanner(config, catalog),
                            adHoc == null ? LogFollower.NONE : adHoc,
                            Clock.systemUTC());
            TableSnapshot snapshot =
                    place.point() == null ? null : snapshots.start(place.point(), place.resume());
            if (snapshot != null) {
                metrics.snapshot(snapshot.status());
            }
            return start(
                    config,
                    place,
                    stream,
                    catalog,
                    assembler,
                    snapshot,
                    metrics,
                    wholeTransactions,
                    snapshots,
                    adHoc,
                    reselection(config, database),
                    watch);
        } catch (SQLException | RuntimeException | Error e) {
            stream.close();
            abandon(place, adHoc);
            if (watch != null) {
                watch.close();
            }
            throw e;
        }
    }

    private static void abandon(SnapshotStart.Place place, AdHocSnapshots adHoc) {
        if (place != null && place.point() != null) {
            place.point().close();
        }
        if (adHoc != null) {
            adHoc.close();
        }
    }

    private static void tell(PostgresSourceConfig config, Database database, SourceOffset resume) {
        LOG.info(
                "Streaming from {} (slot {}, publication {}, {}, server {}, timeline {})",
                resume.resumeFrom(),
                config.replication().slot(),
                config.replication().publication(),
                database.label(),
                resume.history().systemId(),
                resume.history().timeline());
    }

    private static CaptureSession start(
            PostgresSourceConfig config,
            SnapshotStart.Place place,
            ReplicationStream stream,
            CatalogReader catalog,
            RecordAssembler assembler,
            TableSnapshot snapshot,
            CaptureMetrics metrics,
            boolean wholeTransactions,
            SnapshotStart snapshots,
            AdHocSnapshots adHoc,
            Reselection reselection,
            StandbyWatch watch) {
        LogQueue queue =
                new LogQueue(config.streaming().maxQueueSize(), config.streaming().maxQueueBytes());
        LogReader reader =
                new LogReader(
                        stream,
                        queue,
                        config.replication().statusInterval(),
                        StartCheck.position(place.slot()).value(),
                        "lockstep-" + config.events().topicPrefix() + "-log-reader");
        reader.start();
        metrics.connected(queue, reader);
        return new CaptureSession(
                config,
                queue,
                reader,
                catalog,
                assembler,
                snapshot,
                fence(place),
                metrics,
                wholeTransactions,
                snapshots,
                adHoc,
                reselection,
                watch);
    }

    private static Reselection reselection(PostgresSourceConfig config, Database database) {
        return config.events().reselects()
                ? new Reselection(
                        new CurrentRows(database, config.replication().publication()),
                        config.streaming())
                : null;
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
        if (watch == null) {
            return take();
        }
        SourceOffset before = handedOut();
        List<SourceRecord> records = take();
        if (!records.isEmpty()) {
            cutOff = before;
            watch.check();
            cutOff = null;
        }
        return records;
    }

    private List<SourceRecord> take() throws InterruptedException {
        if (snapshot == null && adHoc != null && adHoc.blocking().isPresent()) {
            block(adHoc.blocking().get());
        }
        if (snapshot != null && fence.isReached()) {
            return pollSnapshot();
        }
        if (whole != null) {
            return whole.poll(pollInterval);
        }
        List<SourceRecord> records = new ArrayList<>(batchSize);
        long deadline = System.nanoTime() + pollInterval.toNanos();
        Duration left = pollInterval;
        do {
            read(records, left);
            left = Duration.ofNanos(deadline - System.nanoTime());
        } while (records.isEmpty() && !left.isNegative() && !isClosed() && !isAtSnapshot());
        return records;
    }

    /**
     * Takes a snapshot at the end of the log: the stream goes on up to there, then waits for it.
     */
    private void block(BlockingSnapshot wanted) {
        SnapshotPoint point = null;
        try {
            point = snapshots.now();
            fence = new SnapshotFence(point.at().value(), false);
            insideSnapshot = false;
            blocked = true;
            snapshot = snapshots.start(point, handedOut(), wanted.tables(), wanted.statements());
        } catch (SQLException | RuntimeException e) {
            if (point != null) {
                point.close();
            }
            throw new ConnectException("Cannot take the snapshot that a signal asks for", e);
        }
    }

    private boolean isAtSnapshot() {
        return snapshot != null && fence.isReached();
    }

    @Override
    public List<LogEntry> read(List<SourceRecord> records, Duration timeout)
            throws InterruptedException {
        batch.clear();
        if (isAtSnapshot()) {
            return batch;
        }
        batch.addAll(behindFence);
        queue.drainTo(batch, batchSize, behindFence.isEmpty() ? timeout : Duration.ZERO);
        behindFence.clear();
        if (snapshot != null) {
            List<LogEntry> behind = batch.subList(fence.before(batch), batch.size());
            behindFence.addAll(behind);
            behind.clear();
        }
        if (reselection != null) {
            reselection.pass(batch);
        }
        assembler.assemble(batch, records);
        metrics.add(assembler.counts());
        return batch;
    }

    @Override
    public boolean isDrained() {
        return isAtSnapshot() || (behindFence.isEmpty() && queue.isEmpty());
    }

    @Override
    public boolean isClosed() {
        return queue.isClosed();
    }

    @Override
    public SourceOffset place() {
        return assembler.handedOut();
    }

    private List<SourceRecord> pollSnapshot() throws InterruptedException {
        List<SourceRecord> records = new ArrayList<>(batchSize);
        if (!insideSnapshot) {
            enterSnapshot(records);
            return records;
        }
        try {
            records.addAll(snapshot.poll(pollInterval));
        } catch (TableSnapshot.Stopped e) {
            giveUpSnapshot(e);
            return records;
        }
        if (snapshot.isComplete()) {
            endSnapshot(true);
        }
        return records;
    }

    private void enterSnapshot(List<SourceRecord> records) {
        // A change before the place that could not be converted is reported now.
        if (whole != null) {
            whole.check();
        }
        if (adHoc != null && !blocked) {
            adHoc.initialStarted();
        }
        assembler.assemble(List.of(), records);
        insideSnapshot = true;
        if (adHoc != null) {
            snapshot.carry(adHoc.progress());
        }
    }

    /** A wrong signal must not stop the stream, today and after every restart. */
    private void giveUpSnapshot(TableSnapshot.Stopped failure) {
        if (!blocked || Diagnosis.of(failure).outcome() == Diagnosis.Outcome.RETRY) {
            throw failure;
        }
        LOG.warn(
                "Gave up a blocking snapshot: the server refused to read a table (SQL state {})."
                        + " Correct the signal, or the rights of the connector's user, and send it"
                        + " again.",
                Diagnosis.sqlCause(failure).map(SQLException::getSQLState).orElse("unknown"));
        endSnapshot(false);
    }

    private void endSnapshot(boolean complete) {
        if (blocked) {
            adHoc.blockingEnded(complete);
            blocked = false;
        } else if (adHoc != null) {
            adHoc.initialEnded();
        }
        SourceOffset behind = snapshot.handedOut().during(null);
        if (adHoc != null) {
            behind = behind.carrying(adHoc.progress());
        }
        assembler.reach(behind);
        if (whole != null) {
            whole.reach(behind);
        }
        TableSnapshot ended = snapshot;
        snapshot = null;
        ended.close();
    }

    @Override
    public SourceOffset handedOut() {
        if (cutOff != null) {
            return cutOff;
        }
        if (insideSnapshot && snapshot != null) {
            return snapshot.handedOut();
        }
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
        metrics.disconnected();
        queue.close();
        reader.close();
        TableSnapshot open = snapshot;
        if (open != null) {
            open.close();
        }
        catalog.close();
        if (reselection != null) {
            reselection.close();
        }
        if (watch != null) {
            watch.close();
        }
        if (adHoc != null) {
            adHoc.close();
        }
    }
}
