package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.adhoc.AdHocSnapshots;
import dev.lockstep.source.postgres.adhoc.BlockingSnapshot;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.snapshot.SnapshotPoint;
import dev.lockstep.source.postgres.snapshot.TableSnapshot;
import dev.lockstep.source.postgres.stream.LogEntry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshot of a session, if it takes one: holds the stream at the snapshot's place, hands the
 * rows out, and lets the stream go on behind them. Used by the task thread, except {@link #close}.
 */
final class SnapshotTurn implements AutoCloseable {

    /** What waits while the rows are handed out. */
    interface Stream {
        /** Throws what has happened behind the records that were handed out, if anything has. */
        void check();

        /** Adds what is to be said before the rows. */
        void flush(List<SourceRecord> records);

        /** Goes on behind rows that have been handed out. */
        void reach(SourceOffset behind);
    }

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTurn.class);

    private final Stream stream;
    private final SnapshotStart snapshots;

    /** Null when no signal can come and nobody is to be notified. */
    private final AdHocSnapshots adHoc;

    /** Finds the place of the snapshot in the stream. */
    private SnapshotFence fence;

    /** What was drained with the last change before that place, and comes behind it. */
    private final List<LogEntry> behindFence = new ArrayList<>();

    /** Null when there is none, or none any more. */
    private volatile TableSnapshot snapshot;

    private boolean inside;

    /** Whether a signal has asked for the snapshot. */
    private boolean blocking;

    /**
     * @param snapshot to be handed out at its place in the stream; null for none
     */
    SnapshotTurn(
            Stream stream,
            SnapshotStart snapshots,
            AdHocSnapshots adHoc,
            TableSnapshot snapshot,
            SnapshotFence fence) {
        this.stream = stream;
        this.snapshots = snapshots;
        this.adHoc = adHoc;
        this.snapshot = snapshot;
        this.fence = fence;
    }

    /** Whether it is the snapshot's turn, and not the log's. */
    boolean hasCome() {
        return snapshot != null && fence.isReached();
    }

    /**
     * Takes a snapshot at the end of the log, if a signal wants one: the stream goes on up to
     * there, then waits for it.
     *
     * @param handedOut before it
     */
    void begin(SourceOffset handedOut) {
        if (snapshot == null && adHoc != null && adHoc.blocking().isPresent()) {
            block(adHoc.blocking().get(), handedOut);
        }
    }

    private void block(BlockingSnapshot wanted, SourceOffset handedOut) {
        SnapshotPoint point = null;
        try {
            point = snapshots.now();
            fence = new SnapshotFence(point.at().value(), false);
            inside = false;
            blocking = true;
            snapshot = snapshots.start(point, handedOut, wanted.tables(), wanted.statements());
        } catch (SQLException | RuntimeException e) {
            if (point != null) {
                point.close();
            }
            throw new ConnectException("Cannot take the snapshot that a signal asks for", e);
        }
    }

    /** Whether entries wait that were drained earlier. */
    boolean holdsEntries() {
        return !behindFence.isEmpty();
    }

    /** Moves the entries that wait into the batch. */
    void release(List<LogEntry> batch) {
        batch.addAll(behindFence);
        behindFence.clear();
    }

    /** Takes the entries that come behind the snapshot out of the batch. */
    void hold(List<LogEntry> batch) {
        if (snapshot != null) {
            List<LogEntry> behind = batch.subList(fence.before(batch), batch.size());
            behindFence.addAll(behind);
            behind.clear();
        }
    }

    /** The next rows; only when {@link #hasCome}. */
    List<SourceRecord> poll(Duration timeout) throws InterruptedException {
        if (!inside) {
            return enter();
        }
        List<SourceRecord> records;
        try {
            records = snapshot.poll(timeout);
        } catch (TableSnapshot.Stopped e) {
            giveUp(e);
            return List.of();
        }
        if (snapshot.isComplete()) {
            end(true);
        }
        return records;
    }

    private List<SourceRecord> enter() {
        // A change before the place that could not be converted is reported now.
        stream.check();
        if (adHoc != null && !blocking) {
            adHoc.initialStarted();
        }
        List<SourceRecord> records = new ArrayList<>();
        stream.flush(records);
        inside = true;
        if (adHoc != null) {
            snapshot.carry(adHoc.progress());
        }
        return records;
    }

    /** A wrong signal must not stop the stream, today and after every restart. */
    private void giveUp(TableSnapshot.Stopped failure) {
        if (!blocking || Diagnosis.of(failure).outcome() == Diagnosis.Outcome.RETRY) {
            throw failure;
        }
        LOG.warn(
                "Gave up a blocking snapshot: the server refused to read a table (SQL state {})."
                        + " Correct the signal, or the rights of the connector's user, and send it"
                        + " again.",
                Diagnosis.sqlCause(failure).map(SQLException::getSQLState).orElse("unknown"));
        end(false);
    }

    private void end(boolean complete) {
        if (blocking) {
            adHoc.blockingEnded(complete);
            blocking = false;
        } else if (adHoc != null) {
            adHoc.initialEnded();
        }
        SourceOffset behind = snapshot.handedOut().during(null);
        stream.reach(adHoc == null ? behind : behind.carrying(adHoc.progress()));
        TableSnapshot ended = snapshot;
        snapshot = null;
        ended.close();
    }

    /** What has been handed out with the rows; null while the stream's own place counts. */
    SourceOffset handedOut() {
        return inside && snapshot != null ? snapshot.handedOut() : null;
    }

    /** Called by any thread. */
    @Override
    public void close() {
        TableSnapshot open = snapshot;
        if (open != null) {
            open.close();
        }
    }
}
