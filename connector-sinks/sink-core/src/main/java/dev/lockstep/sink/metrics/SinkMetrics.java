package dev.lockstep.sink.metrics;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The figures of one task. */
public final class SinkMetrics {

    private final AtomicLong upserts = new AtomicLong();
    private final AtomicLong deletes = new AtomicLong();
    private final AtomicLong truncates = new AtomicLong();
    private final AtomicLong reduced = new AtomicLong();
    private final AtomicLong repeats = new AtomicLong();
    private final AtomicLong stale = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong reported = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong applyNanos = new AtomicLong();
    private volatile long latestBatch;
    private volatile long latestApplyNanos;
    private volatile long position = -1;
    private volatile long retrying;
    private volatile LongSupplier queued = () -> 0;

    /** Where the number of changes that wait can be read. */
    public void queue(LongSupplier size) {
        queued = size;
    }

    /** A batch is durable, in so many nanoseconds. */
    public void applied(int changes, long nanos) {
        batches.incrementAndGet();
        latestBatch = changes;
        latestApplyNanos = nanos;
        applyNanos.addAndGet(nanos);
        retrying = 0;
    }

    /** Changes of these kinds are durable. */
    public void changed(long upserted, long deleted, long truncated) {
        upserts.addAndGet(upserted);
        deletes.addAndGet(deleted);
        truncates.addAndGet(truncated);
    }

    /** Changes were left out, for a later one of the same row was in their batch. */
    public void reduced(long changes) {
        reduced.addAndGet(changes);
    }

    /** Records were left out that had been applied before. */
    public void repeated() {
        repeats.incrementAndGet();
    }

    /** Changes were left out by the target, which has newer ones of their rows. */
    public void stale(long changes) {
        stale.addAndGet(changes);
    }

    /** The target has failed, and is tried again. */
    public void retrying() {
        retries.incrementAndGet();
        retrying = 1;
    }

    /** A bad record went to the dead-letter queue. */
    public void reported() {
        reported.incrementAndGet();
    }

    /** A bad record was left out. */
    public void skipped() {
        skipped.incrementAndGet();
    }

    /** The target is up to date with the source up to here. */
    public void position(long reached) {
        position = reached;
    }

    long upserts() {
        return upserts.get();
    }

    long deletes() {
        return deletes.get();
    }

    long truncates() {
        return truncates.get();
    }

    long reducedChanges() {
        return reduced.get();
    }

    long repeats() {
        return repeats.get();
    }

    long staleChanges() {
        return stale.get();
    }

    long retries() {
        return retries.get();
    }

    long isRetrying() {
        return retrying;
    }

    long reportedRecords() {
        return reported.get();
    }

    long skippedRecords() {
        return skipped.get();
    }

    long batches() {
        return batches.get();
    }

    long latestBatch() {
        return latestBatch;
    }

    double latestApplyMillis() {
        return latestApplyNanos / 1e6;
    }

    double averageApplyMillis() {
        long count = batches.get();
        return count == 0 ? 0 : applyNanos.get() / 1e6 / count;
    }

    long queued() {
        return queued.getAsLong();
    }

    long position() {
        return position;
    }
}
