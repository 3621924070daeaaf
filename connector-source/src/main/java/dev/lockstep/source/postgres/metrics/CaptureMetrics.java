package dev.lockstep.source.postgres.metrics;

import dev.lockstep.event.Operation;
import dev.lockstep.source.postgres.record.EventCounts;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.snapshot.SnapshotStatus;
import dev.lockstep.source.postgres.stream.LogQueue;
import dev.lockstep.source.postgres.stream.LogReader;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The figures of one task, over all its sessions. Counted by the task thread, read by any. */
public final class CaptureMetrics {

    private record Reading(LogQueue queue, LogReader reader) {}

    private final Map<Operation, AtomicLong> events = new EnumMap<>(Operation.class);
    private final AtomicLong reconnects = new AtomicLong();
    private final AtomicLong splits = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong failedRows = new AtomicLong();
    private final Latency commitToAck = new Latency();

    private volatile long handedOut;
    private volatile long stored;
    private volatile long lagMillis;
    private volatile Reading reading;
    private volatile SnapshotStatus snapshot;
    private final LongSupplier inFlight;

    /**
     * @param inFlight tells how many records are on their way to Kafka
     */
    public CaptureMetrics(LongSupplier inFlight) {
        this.inFlight = inFlight;
        for (Operation operation : Operation.values()) {
            events.put(operation, new AtomicLong());
        }
    }

    /** A session reads the log. */
    public void connected(LogQueue queue, LogReader reader) {
        reading = new Reading(queue, reader);
    }

    /** It does so no more. */
    public void disconnected() {
        reading = null;
    }

    /** After a failure that may pass. */
    public void reconnecting() {
        reconnects.incrementAndGet();
    }

    /** A snapshot is taken, or was the last that was. */
    public void snapshot(SnapshotStatus status) {
        snapshot = status;
    }

    /** Takes over and clears what a batch has counted. */
    public void add(EventCounts counts) {
        events.forEach((operation, total) -> total.addAndGet(counts.take(operation)));
        failedRows.addAndGet(counts.takeFailedRows());
    }

    /** Records went to Connect, up to this place. */
    public void handedOut(SourceOffset offset) {
        handedOut = offset.resumeFrom().value();
        if (offset.commitTimeMicros() != 0) {
            lagMillis = millisSince(offset);
        }
    }

    /** A transaction of the source was larger than a Kafka transaction may be. */
    public void split() {
        splits.incrementAndGet();
    }

    /** Kafka has the record with this offset, the last of a batch. Called by any thread. */
    public void acknowledged(SourceOffset offset) {
        if (offset.commitTimeMicros() != 0) {
            commitToAck.add(millisSince(offset));
        }
    }

    /** Records were left out by a transform or an error handler of Connect. */
    public void dropped() {
        dropped.incrementAndGet();
    }

    /** Connect has stored this offset, and the server was told. Called by any thread. */
    public void stored(SourceOffset offset) {
        stored = offset.resumeFrom().value();
    }

    private static long millisSince(SourceOffset offset) {
        return Math.max(0, System.currentTimeMillis() - offset.commitTimeMicros() / 1_000);
    }

    long events(Operation operation) {
        return events.get(operation).get();
    }

    long reconnects() {
        return reconnects.get();
    }

    long splits() {
        return splits.get();
    }

    long droppedRecords() {
        return dropped.get();
    }

    long failedRows() {
        return failedRows.get();
    }

    long inFlightRecords() {
        return inFlight.getAsLong();
    }

    Latency commitToAck() {
        return commitToAck;
    }

    long handedOutLsn() {
        return handedOut;
    }

    long storedLsn() {
        return stored;
    }

    long lagMillis() {
        return lagMillis;
    }

    /**
     * From what is stored to the end of what has been seen of the log; 0 while neither is known.
     */
    long lagBytes() {
        Reading current = reading;
        if (current == null) {
            return 0;
        }
        return Math.max(0, current.reader.received() - current.reader.acknowledged());
    }

    long isConnected() {
        return reading == null ? 0 : 1;
    }

    long queueRows() {
        Reading current = reading;
        return current == null ? 0 : current.queue.size();
    }

    long queueBytes() {
        Reading current = reading;
        return current == null ? 0 : current.queue.bytes();
    }

    long isSnapshotRunning() {
        SnapshotStatus current = snapshot;
        return current == null || current.isComplete() ? 0 : 1;
    }

    long snapshotRows() {
        SnapshotStatus current = snapshot;
        return current == null ? 0 : current.rows();
    }

    long snapshotFailedRows() {
        SnapshotStatus current = snapshot;
        return current == null ? 0 : current.failedRows();
    }

    long snapshotEstimatedRows() {
        SnapshotStatus current = snapshot;
        return current == null ? 0 : current.estimatedRows();
    }

    long snapshotTables() {
        SnapshotStatus current = snapshot;
        return current == null ? 0 : current.tables();
    }

    long snapshotTablesDone() {
        SnapshotStatus current = snapshot;
        return current == null ? 0 : current.tablesDone();
    }
}
