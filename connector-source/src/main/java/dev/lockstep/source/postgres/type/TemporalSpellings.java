package dev.lockstep.source.postgres.type;

/** Spellings of dates, times and intervals, under the settings that our sessions have. */
final class TemporalSpellings {

    private static final int EPOCH_DAY = 10_957;

    private TemporalSpellings() {}

    static Spelling date() {
        DateTimeText scratch = new DateTimeText();
        return (bytes, from, to, out) -> {
            int day = BinaryInts.int32(bytes, from, to);
            if (day == Integer.MAX_VALUE || day == Integer.MIN_VALUE) {
                out.put(day > 0 ? "infinity" : "-infinity");
                return;
            }
            scratch.set((long) day + EPOCH_DAY, 0);
            date(scratch, out);
            era(scratch, out);
        };
    }

    /**
     * @param zone what follows the time: our sessions are in UTC
     */
    static Spelling timestamp(String zone) {
        DateTimeText scratch = new DateTimeText();
        return (bytes, from, to, out) -> {
            long micros = BinaryInts.int64(bytes, from, to);
            if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
                out.put(micros > 0 ? "infinity" : "-infinity");
                return;
            }
            scratch.set(
                    Math.floorDiv(micros, DateTimeText.MICROS_PER_DAY) + EPOCH_DAY,
                    Math.floorMod(micros, DateTimeText.MICROS_PER_DAY));
            date(scratch, out);
            clock(scratch.microOfDay(), out.put(' '));
            era(scratch, out.put(zone));
        };
    }

    /** A {@link Spelling} of time. */
    static void time(byte[] bytes, int from, int to, SpelledText out) {
        clock(microOfDay(BinaryInts.int64(bytes, from, to)), out);
    }

    /** A {@link Spelling} of timetz, whose offset counts westward. */
    static void zonedTime(byte[] bytes, int from, int to, SpelledText out) {
        BinaryInts.requireSize(Long.BYTES + Integer.BYTES, from, to);
        clock(microOfDay(BinaryInts.int64At(bytes, from, to)), out);
        int west = BinaryInts.int32At(bytes, from + Long.BYTES, to);
        out.put(west > 0 ? '-' : '+');
        int seconds = Math.abs(west);
        out.digits(seconds / 3600, 2);
        if (seconds % 3600 != 0) {
            out.put(':').digits(seconds / 60 % 60, 2);
        }
        if (seconds % 60 != 0) {
            out.put(':').digits(seconds % 60, 2);
        }
    }

    private static long microOfDay(long micros) {
        if (micros < 0 || micros > DateTimeText.MICROS_PER_DAY) {
            throw new MalformedTextException();
        }
        return micros;
    }

    private static void date(DateTimeText date, SpelledText out) {
        out.digits(date.year() > 0 ? date.year() : 1 - date.year(), 4);
        out.put('-').digits(date.month(), 2).put('-').digits(date.day(), 2);
    }

    private static void era(DateTimeText date, SpelledText out) {
        if (date.year() <= 0) {
            out.put(" BC");
        }
    }

    /** Hours, of which there may be many, minutes, and seconds with the fraction they have. */
    private static void clock(long micros, SpelledText out) {
        long seconds = micros / DateTimeText.MICROS_PER_SECOND;
        out.digits(seconds / 3600, 2).put(':').digits(seconds / 60 % 60, 2);
        out.put(':').digits(seconds % 60, 2);
        long fraction = micros % DateTimeText.MICROS_PER_SECOND;
        if (fraction != 0) {
            int digits = 6;
            for (; fraction % 10 == 0; digits--) {
                fraction /= 10;
            }
            out.put('.').digits(fraction, digits);
        }
    }

    /** A {@link Spelling} of interval: microseconds, days, months. */
    static void interval(byte[] bytes, int from, int to, SpelledText out) {
        BinaryInts.requireSize(Long.BYTES + 2 * Integer.BYTES, from, to);
        long micros = BinaryInts.int64At(bytes, from, to);
        int days = BinaryInts.int32At(bytes, from + 8, to);
        int months = BinaryInts.int32At(bytes, from + 12, to);
        if (isInfinite(months, days, micros)) {
            out.put(months > 0 ? "infinity" : "-infinity");
            return;
        }
        int start = out.length();
        boolean negative = part(months / 12, "year", false, start, out);
        negative = part(months % 12, "mon", negative, start, out);
        negative = part(days, "day", negative, start, out);
        if (micros == 0 && out.length() > start) {
            return;
        }
        separate(start, out);
        if (micros < 0) {
            out.put('-');
        } else if (negative) {
            out.put('+');
        }
        if (micros == Long.MIN_VALUE) {
            throw new MalformedTextException();
        }
        clock(Math.abs(micros), out);
    }

    private static boolean isInfinite(int months, int days, long micros) {
        return (months == Integer.MAX_VALUE
                        && days == Integer.MAX_VALUE
                        && micros == Long.MAX_VALUE)
                || (months == Integer.MIN_VALUE
                        && days == Integer.MIN_VALUE
                        && micros == Long.MIN_VALUE);
    }

    /** Returns whether the latest part that is not 0 was negative: then a positive one says so. */
    private static boolean part(
            int value, String unit, boolean afterNegative, int start, SpelledText out) {
        if (value == 0) {
            return afterNegative;
        }
        separate(start, out);
        if (afterNegative && value > 0) {
            out.put('+');
        }
        out.number(value).put(' ').put(unit);
        if (value != 1) {
            out.put('s');
        }
        return value < 0;
    }

    private static void separate(int start, SpelledText out) {
        if (out.length() > start) {
            out.put(' ');
        }
    }
}
