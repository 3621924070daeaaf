package dev.lockstep.source.postgres.metrics;

import java.time.Duration;

/** Average and maximum over about the last minute: this half and the one before. */
final class Latency {

    private static final long HALF_NANOS = Duration.ofSeconds(30).toNanos();

    private static final class Half {
        private long count;
        private long sum;
        private long max;
    }

    private Half before = new Half();
    private Half now = new Half();
    private long begun = System.nanoTime();

    synchronized void add(long millis) {
        turn();
        now.count++;
        now.sum += millis;
        now.max = Math.max(now.max, millis);
    }

    synchronized double average() {
        turn();
        long count = before.count + now.count;
        return count == 0 ? 0 : (double) (before.sum + now.sum) / count;
    }

    synchronized long max() {
        turn();
        return Math.max(before.max, now.max);
    }

    private void turn() {
        long passed = System.nanoTime() - begun;
        if (passed < HALF_NANOS) {
            return;
        }
        before = passed < 2 * HALF_NANOS ? now : new Half();
        now = new Half();
        begun = System.nanoTime();
    }
}
