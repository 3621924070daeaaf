package dev.lockstep.source.postgres.snapshot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Carries batches from the reading threads to the task thread, bounded in rows and in bytes. */
final class BatchQueue {

    private final long maxRows;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final ArrayDeque<RowBatch> batches = new ArrayDeque<>();
    private long rows;
    private long bytes;
    private boolean closed;
    private Throwable failure;

    BatchQueue(long maxRows, long maxBytes) {
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    /**
     * Waits for room. Called by the reading threads.
     *
     * @return false if nothing is taken any more
     */
    boolean put(RowBatch batch) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !batches.isEmpty() && isFullFor(batch)) {
                notFull.await();
            }
            if (closed) {
                return false;
            }
            batches.addLast(batch);
            rows += batch.records().size();
            bytes += batch.bytes();
            notEmpty.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFullFor(RowBatch batch) {
        return rows + batch.records().size() > maxRows || bytes + batch.bytes() > maxBytes;
    }

    /** Reports why no more will come. Called by the reading threads. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
            }
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the next batch. Called by the task thread.
     *
     * @return null when none comes in time, or after the end
     * @throws TableSnapshot.Stopped when a reading thread has failed
     */
    RowBatch take(Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = timeout.toNanos();
            while (batches.isEmpty() && failure == null && !closed && nanos > 0) {
                nanos = notEmpty.awaitNanos(nanos);
            }
            if (failure != null && !closed) {
                throw new TableSnapshot.Stopped(failure);
            }
            RowBatch batch = batches.pollFirst();
            if (batch != null) {
                rows -= batch.records().size();
                bytes -= batch.bytes();
                notFull.signalAll();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes everybody and takes no more. Called by any thread. */
    void close() {
        lock.lock();
        try {
            closed = true;
            notEmpty.signalAll();
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
