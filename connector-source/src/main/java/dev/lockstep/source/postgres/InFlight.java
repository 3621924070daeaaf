package dev.lockstep.source.postgres;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds how many records are on their way through Connect and its producer. The producer bounds
 * bytes only, of compressed records, while Connect holds on to every record with all its objects
 * until Kafka has it: with small rows that can be many times as much memory.
 *
 * <p>The task thread adds and waits; the producer's thread acknowledges.
 */
final class InFlight {

    private final long limit;
    private final AtomicLong acknowledged = new AtomicLong();

    /** Written by the task thread. */
    private final AtomicLong added = new AtomicLong();

    private volatile boolean waiting;

    /** Whether acknowledgements count no more, since commits tell all. */
    private volatile boolean byCommit;

    InFlight(long limit) {
        this.limit = limit;
    }

    void add(int records) {
        added.lazySet(added.getPlain() + records);
    }

    /** Kafka has one record more, or a transform has dropped it. */
    void acknowledge() {
        if (byCommit) {
            return;
        }
        acknowledged.incrementAndGet();
        if (waiting) {
            signal();
        }
    }

    /**
     * Kafka has everything that was added and not dropped. Called by the task thread, between
     * polls, which happens only where Connect writes in transactions: then it acknowledges records
     * all at once, and dropped ones perhaps much later.
     *
     * @return whether some had not been acknowledged
     */
    boolean settle() {
        byCommit = true;
        return acknowledged.getAndSet(added.getPlain()) < added.getPlain();
    }

    private synchronized void signal() {
        if (isHalfEmpty()) {
            waiting = false;
            notifyAll();
        }
    }

    /**
     * Waits, when the bound is reached, until half of it is free again.
     *
     * @return false if it took too long: nothing may be added
     */
    boolean awaitRoom(Duration timeout) throws InterruptedException {
        if (added.get() - acknowledged.get() < limit) {
            return true;
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (this) {
            // First the flag, then the look: an acknowledgement in between sees the flag.
            waiting = true;
            while (!isHalfEmpty()) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    waiting = false;
                    return added.get() - acknowledged.get() < limit;
                }
                wait(millis);
            }
            waiting = false;
            return true;
        }
    }

    /** How many are on their way. Called by any thread. */
    long count() {
        return Math.max(0, added.get() - acknowledged.get());
    }

    private boolean isHalfEmpty() {
        return added.get() - acknowledged.get() <= limit / 2;
    }
}
