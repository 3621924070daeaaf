package dev.lockstep.benchmarks.measure;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Times from when something was due until it was there. One thread records. */
public final class Latencies {

    private static final double NANOS_IN_MILLISECOND = 1e6;
    private static final int DIGITS = 3;

    private final Histogram histogram = new Histogram(TimeUnit.MINUTES.toNanos(10), DIGITS);

    public void record(long nanos) {
        histogram.recordValue(Math.min(Math.max(1, nanos), histogram.getHighestTrackableValue()));
    }

    /** Takes over what another has recorded. */
    public void add(Latencies others) {
        histogram.add(others.histogram);
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /** In milliseconds. */
    public double percentile(double percentile) {
        return histogram.getValueAtPercentile(percentile) / NANOS_IN_MILLISECOND;
    }

    /** Adds the usual percentiles to the figures of a round. */
    public Round addTo(Round round) {
        return round.with(Figure.P50, percentile(50))
                .with(Figure.P95, percentile(95))
                .with(Figure.P99, percentile(99))
                .with(Figure.MAX, percentile(100));
    }
}
