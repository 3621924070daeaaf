package dev.lockstep.sink.apply;

import dev.lockstep.sink.config.ApplyOptions;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next attempt: doubling up to a bound, the last half by chance. */
final class Backoff {

    private final long first;
    private final long max;

    Backoff(ApplyOptions options) {
        this.first = options.backoff().toMillis();
        this.max = Math.max(first, options.maxBackoff().toMillis());
    }

    /**
     * The wait after so many failures in a row.
     *
     * @param failures at least 1
     */
    Duration after(int failures) {
        int doublings = Math.min(failures - 1, 30);
        long whole = Math.min(max, first << doublings);
        long half = (whole > 0 ? whole : max) / 2;
        return Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
    }
}
