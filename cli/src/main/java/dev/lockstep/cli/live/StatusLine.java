package dev.lockstep.cli.live;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** Rate and lag of the last seconds, in words. Used by one thread. */
public final class StatusLine {

    private static final int SECONDS = 10;
    private static final int SAMPLES = 65_536;

    private final long begin;
    private final long[] countBySecond = new long[SECONDS];
    private final long[] lags = new long[SAMPLES];
    private final long[] secondOfLag = new long[SAMPLES];
    private long second;
    private long total;

    public StatusLine(long nanoTime) {
        this.begin = nanoTime;
    }

    public void received(long nanoTime, long lagMicros) {
        advance(nanoTime);
        countBySecond[(int) (second % SECONDS)]++;
        lags[(int) (total % SAMPLES)] = lagMicros;
        secondOfLag[(int) (total % SAMPLES)] = second;
        total++;
    }

    public String render(long nanoTime, long transactions) {
        advance(nanoTime);
        double seconds = Math.min(SECONDS, Math.max(1, (nanoTime - begin) / 1e9));
        double rate = Arrays.stream(countBySecond).sum() / seconds;
        long[] recent = recentLags();
        return String.format(
                Locale.ROOT,
                "%s  %d transactions, %d events, %.1f events/s, commit to consumer: median %s,"
                        + " worst %s",
                clock(nanoTime),
                transactions,
                total,
                rate,
                quantile(recent, 0.5),
                quantile(recent, 1));
    }

    private String clock(long nanoTime) {
        Duration elapsed = Duration.ofNanos(nanoTime - begin);
        return String.format(Locale.ROOT, "%d:%02d", elapsed.toMinutes(), elapsed.toSecondsPart());
    }

    /** Sorted. */
    private long[] recentLags() {
        return IntStream.range(0, (int) Math.min(total, SAMPLES))
                .filter(i -> secondOfLag[i] > second - SECONDS)
                .mapToLong(i -> lags[i])
                .sorted()
                .toArray();
    }

    private static String quantile(long[] sorted, double share) {
        if (sorted.length == 0) {
            return "-";
        }
        long micros = sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
        return String.format(Locale.ROOT, "%.1f ms", micros / 1e3);
    }

    private void advance(long nanoTime) {
        long now = (nanoTime - begin) / 1_000_000_000L;
        while (second < now) {
            second++;
            countBySecond[(int) (second % SECONDS)] = 0;
        }
    }
}
