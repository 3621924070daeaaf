package dev.lockstep.source.postgres.snapshot;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** How far a snapshot has come. Written by the task thread, read by any thread. */
public final class SnapshotStatus {

    private final int tables;
    private final long estimatedRows;
    private final LongSupplier failedRows;
    private final long begun = System.nanoTime();

    private final AtomicInteger tablesDone = new AtomicInteger();
    private final AtomicLong rows = new AtomicLong();
    private volatile long ended;

    /**
     * @param failedRows tells how many rows could not be converted
     */
    SnapshotStatus(int tables, long estimatedRows, LongSupplier failedRows) {
        this.tables = tables;
        this.estimatedRows = estimatedRows;
        this.failedRows = failedRows;
    }

    /** How many tables are read. */
    public int tables() {
        return tables;
    }

    /** How many of them have been handed out. */
    public int tablesDone() {
        return tablesDone.get();
    }

    /** How many rows there are, about, by the server's statistics. */
    public long estimatedRows() {
        return estimatedRows;
    }

    /** How many rows have been handed out. */
    public long rows() {
        return rows.get();
    }

    /** How many rows have been read that could not be converted. */
    public long failedRows() {
        return failedRows.getAsLong();
    }

    public boolean isComplete() {
        return ended != 0;
    }

    /** How long it has run. */
    public Duration duration() {
        return Duration.ofNanos((isComplete() ? ended : System.nanoTime()) - begun);
    }

    public long rowsPerSecond() {
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(duration().toNanos()));
        return rows.get() * 1000 / millis;
    }

    void addRows(int count) {
        rows.addAndGet(count);
    }

    void tableDone() {
        tablesDone.incrementAndGet();
    }

    void complete() {
        ended = System.nanoTime();
    }
}
