package dev.lockstep.cli.live;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a count has grown in the last seconds. For one thread. */
final class Rate {

    private static final long WINDOW_NANOS = 10_000_000_000L;

    private record Sample(long nanoTime, long count) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Adds a sample and returns the rate per second; a count that falls begins again. */
    double update(long nanoTime, long count) {
        if (!samples.isEmpty() && samples.peekLast().count() > count) {
            samples.clear();
        }
        samples.addLast(new Sample(nanoTime, count));
        while (samples.size() > 2 && nanoTime - samples.peekFirst().nanoTime() > WINDOW_NANOS) {
            samples.removeFirst();
        }
        Sample first = samples.peekFirst();
        long elapsed = nanoTime - first.nanoTime();
        return elapsed <= 0 ? 0 : (count - first.count()) * 1e9 / elapsed;
    }
}
