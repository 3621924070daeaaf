package dev.lockstep.source.postgres.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bounded hand-over from the reader thread to the task thread: one producer, one consumer, in
 * order. The bound is on entries and on the bytes that they hold; an entry that is larger than the
 * byte bound passes when it is alone.
 */
public final class LogQueue {

    private final int maxEntries;
    private final long maxBytes;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();

    // Guarded by lock
    private final ArrayDeque<LogEntry> entries;
    private long bytes;
    private boolean closed;
    private Throwable failure;

    public LogQueue(int maxEntries, long maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.entries = new ArrayDeque<>(Math.min(maxEntries, 8192));
    }

    /**
     * Adds an entry, waiting for room. Called by the reader thread.
     *
     * @return false when there was no room in time or the queue is closed: the entry was not added
     */
    boolean offer(LogEntry entry, Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = timeout.toNanos();
            while (isFullFor(entry)) {
                if (closed || nanos <= 0) {
                    return false;
                }
                nanos = notFull.awaitNanos(nanos);
            }
            if (closed) {
                return false;
            }
            entries.addLast(entry);
            bytes += entry.bytes();
            if (entries.size() == 1) {
                notEmpty.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFullFor(LogEntry entry) {
        return entries.size() >= maxEntries
                || (!entries.isEmpty() && bytes + entry.bytes() > maxBytes);
    }

    /** Reports why no more entries will come. Called by the reader thread. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves what is there, at most {@code limit} entries, into the list; waits for a first one.
     * Called by the task thread. What was added before a failure is still handed out.
     *
     * @throws LogReader.Stopped when the reader has failed and nothing is left
     */
    public void drainTo(List<LogEntry> batch, int limit, Duration timeout)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = timeout.toNanos();
            while (entries.isEmpty() && failure == null && !closed && nanos > 0) {
                nanos = notEmpty.awaitNanos(nanos);
            }
            if (entries.isEmpty() && failure != null) {
                throw new LogReader.Stopped(failure);
            }
            LogEntry entry;
            while (batch.size() < limit && (entry = entries.pollFirst()) != null) {
                bytes -= entry.bytes();
                batch.add(entry);
            }
            notFull.signal();
        } finally {
            lock.unlock();
        }
    }

    /** How many entries wait. Called by any thread. */
    public int size() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes they hold. Called by any thread. */
    public long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is there at this moment. */
    public boolean isEmpty() {
        lock.lock();
        try {
            return entries.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes both sides and takes no more entries. Called by any thread. */
    public void close() {
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
