package dev.lockstep.source.postgres;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds how many records are on their way through Connect and its producer. The producer bounds
 * bytes only, of compressed records, while Connect holds on to every record with all its objects
 * until Kafka has it: with small rows that can be many times as much memory.
 *
 * <p>Well below the bound there are enough to keep the producer busy. More only make the garbage
 * collector copy what waits, so they are added only when Kafka lets nothing be heard of for a
 * while: when it is far away, or the producer lingers.
 *
 * <p>The task thread adds and waits; the producer's thread acknowledges.
 */
final class InFlight {

    private static final long ENOUGH = 4096;
    private static final Duration PATIENCE = Duration.ofMillis(25);

    private final long limit;
    private final long enough;
    private final Duration patience;
    private final AtomicLong acknowledged = new AtomicLong();

    /** Written by the task thread. */
    private final AtomicLong added = new AtomicLong();

    private volatile boolean waiting;

    /** Whether acknowledgements count no more, since commits tell all. */
    private volatile boolean byCommit;

    InFlight(long limit) {
        this(limit, ENOUGH, PATIENCE);
    }

    /**
     * @param enough more are added only when nothing is acknowledged for as long as patience lasts
     */
    InFlight(long limit, long enough, Duration patience) {
        this.limit = limit;
        this.enough = Math.min(enough, limit);
        this.patience = patience;
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
     * Waits, when there are enough, until half of them have gone, or until it is known that waiting
     * brings nothing and the bound leaves room for more.
     *
     * @return false if it took too long: nothing may be added
     */
    boolean awaitRoom(Duration timeout) throws InterruptedException {
        if (onTheirWay() < target()) {
            return true;
        }
        synchronized (this) {
            // First the flag, then the look: an acknowledgement in between sees the flag.
            waiting = true;
            awaitHalf(System.nanoTime() + timeout.toNanos());
            waiting = false;
            return onTheirWay() < limit;
        }
    }

    private synchronized void awaitHalf(long deadline) throws InterruptedException {
        long heard = acknowledged.get();
        long quietSince = System.nanoTime();
        while (!isHalfEmpty()) {
            long now = System.nanoTime();
            if (acknowledged.get() != heard) {
                heard = acknowledged.get();
                quietSince = now;
            }
            long left = deadline - now;
            if (onTheirWay() < limit) {
                left = Math.min(left, quietSince + patience.toNanos() - now);
            }
            if (left < 1_000_000) {
                return;
            }
            wait(left / 1_000_000);
        }
    }

    /** How many are on their way. Called by any thread. */
    long count() {
        return Math.max(0, onTheirWay());
    }

    private long onTheirWay() {
        return added.get() - acknowledged.get();
    }

    /** Before the commit of a transaction nothing is heard of its records. */
    private long target() {
        return byCommit ? limit : enough;
    }

    private boolean isHalfEmpty() {
        return onTheirWay() <= target() / 2;
    }
}
