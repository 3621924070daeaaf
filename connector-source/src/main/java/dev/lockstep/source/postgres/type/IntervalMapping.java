package dev.lockstep.source.postgres.type;

import dev.lockstep.source.postgres.config.IntervalMode;

/** Intervals as microseconds or as an ISO 8601 duration. */
final class IntervalMapping {

    /** A month as Debezium counts it: a twelfth of 365.25 days. */
    private static final long SECONDS_PER_MONTH = 2_629_800;

    private static final long SECONDS_PER_DAY = 86_400;

    private IntervalMapping() {}

    static Mapping of(IntervalMode mode) {
        return switch (mode) {
            case NUMERIC ->
                    Mapping.of(
                            SemanticSchemas.int64("io.debezium.time.MicroDuration"),
                            microseconds(),
                            0L);
            case STRING ->
                    Mapping.of(
                            SemanticSchemas.string("io.debezium.time.Interval"),
                            isoDuration(),
                            "P0Y0M0DT0H0M0S");
        };
    }

    /** Only hours and below are a number of microseconds: a month has no length, nor has a day. */
    private static Parser microseconds() {
        IntervalText interval = new IntervalText();
        return (text, from, to) -> {
            if (AsciiText.infinity(text, from, to) != 0) {
                return AsciiText.inexact(null, text, from, to);
            }
            interval.parse(text, from, to);
            long months = interval.years() * 12 + interval.months();
            if (months == 0 && interval.days() == 0) {
                return interval.micros();
            }
            long seconds = months * SECONDS_PER_MONTH + interval.days() * SECONDS_PER_DAY;
            return AsciiText.inexact(saturated(seconds, interval.micros()), text, from, to);
        };
    }

    private static long saturated(long seconds, long micros) {
        try {
            return Math.addExact(
                    Math.multiplyExact(seconds, DateTimeText.MICROS_PER_SECOND), micros);
        } catch (ArithmeticException e) {
            return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    private static Parser isoDuration() {
        IntervalText interval = new IntervalText();
        StringBuilder out = new StringBuilder(48);
        return (text, from, to) -> {
            if (AsciiText.infinity(text, from, to) != 0) {
                return AsciiText.inexact(null, text, from, to);
            }
            interval.parse(text, from, to);
            out.setLength(0);
            out.append('P').append(interval.years());
            out.append('Y').append(interval.months());
            out.append('M').append(interval.days()).append("DT");
            clock(out, interval.micros());
            return out.toString();
        };
    }

    private static void clock(StringBuilder out, long micros) {
        long seconds = micros / DateTimeText.MICROS_PER_SECOND;
        out.append(seconds / 3600).append('H').append(seconds / 60 % 60).append('M');
        long fraction = Math.abs(micros % DateTimeText.MICROS_PER_SECOND);
        if (seconds % 60 == 0 && micros < 0 && fraction != 0) {
            out.append('-');
        }
        out.append(seconds % 60);
        if (fraction != 0) {
            out.append('.');
            long unit = DateTimeText.MICROS_PER_SECOND / 10;
            for (long rest = fraction; rest > 0; rest %= unit, unit /= 10) {
                out.append(rest / unit);
            }
        }
        out.append('S');
    }
}
