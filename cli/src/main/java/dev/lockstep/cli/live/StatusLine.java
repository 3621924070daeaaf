package dev.lockstep.cli.live;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Rate and lag of the last seconds, in words. Used by one thread. */
public final class StatusLine {

    private static final int SECONDS = 10;
    private static final int SAMPLES = 4_096;

    private final long begin;
    private final long[] countBySecond = new long[SECONDS];
    private final long[] lags = new long[SAMPLES];
    private long second;
    private long total;

    public StatusLine(long nanoTime) {
        this.begin = nanoTime;
    }

    public void received(long nanoTime, long lagMicros) {
        advance(nanoTime);
        countBySecond[(int) (second % SECONDS)]++;
        lags[(int) (total % SAMPLES)] = lagMicros;
        total++;
    }

    public String render(long nanoTime, long transactions) {
        advance(nanoTime);
        double seconds = Math.min(SECONDS, Math.max(1, (nanoTime - begin) / 1e9));
        double rate = Arrays.stream(countBySecond).sum() / seconds;
        return String.format(
                Locale.ROOT,
                "%s  %d transactions, %d events, %.1f events/s, commit to consumer: median %s,"
                        + " worst %s",
                clock(nanoTime),
                transactions,
                total,
                rate,
                quantile(0.5),
                quantile(1));
    }

    private String clock(long nanoTime) {
        Duration elapsed = Duration.ofNanos(nanoTime - begin);
        return String.format(Locale.ROOT, "%d:%02d", elapsed.toMinutes(), elapsed.toSecondsPart());
    }

    /** Of the latest events. */
    private String quantile(double share) {
        int count = (int) Math.min(total, SAMPLES);
        if (count == 0) {
            return "-";
        }
        long[] sorted = Arrays.copyOf(lags, count);
        Arrays.sort(sorted);
        long micros = sorted[(int) Math.min(count - 1L, (long) (share * count))];
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
