package dev.lockstep.sink.document;

import dev.lockstep.json.JsonBytes;

/** Dates and times by ISO 8601, straight into bytes. Fractions have no zeros at their end. */
final class IsoText {

    private static final int SECONDS_PER_DAY = 86_400;
    private static final long NANOS = 1_000_000_000;
    private static final int DAYS_PER_ERA = 146_097;

    /** From 0000-03-01 to 1970-01-01. */
    private static final int EPOCH = 719_468;

    private IsoText() {}

    /** Years of more than four digits have a sign. */
    static void date(long epochDay, JsonBytes out) {
        // Years start in March here, so that a leap day is the last day of its year.
        long shifted = epochDay + EPOCH;
        long era = Math.floorDiv(shifted, (long) DAYS_PER_ERA);
        long dayOfEra = shifted - era * DAYS_PER_ERA;
        long yearOfEra =
                (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (int) (5 * dayOfYear + 2) / 153;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        year(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), out);
        out.raw('-');
        two(month, out);
        out.raw('-');
        two((int) (dayOfYear - (153L * monthFromMarch + 2) / 5 + 1), out);
    }

    private static void year(long year, JsonBytes out) {
        if (year < 0) {
            out.raw('-');
        } else if (year > 9_999) {
            out.raw('+');
        }
        long size = Math.abs(year);
        for (long least = 1_000; least > size && least > 1; least /= 10) {
            out.raw('0');
        }
        out.number(size);
    }

    /** A time of day, or what MySQL calls one: any number of hours, with a sign. */
    static void time(long nanos, JsonBytes out) {
        if (nanos < 0) {
            out.raw('-');
        }
        long size = Math.absExact(nanos);
        long seconds = size / NANOS;
        long hours = seconds / 3_600;
        if (hours < 10) {
            out.raw('0');
        }
        out.number(hours);
        minutes((int) (seconds % 3_600), (int) (size % NANOS), out);
    }

    static void timestamp(long epochSecond, int nanos, JsonBytes out) {
        date(Math.floorDiv(epochSecond, (long) SECONDS_PER_DAY), out);
        out.raw('T');
        int second = (int) Math.floorMod(epochSecond, (long) SECONDS_PER_DAY);
        two(second / 3_600, out);
        minutes(second % 3_600, nanos, out);
    }

    private static void minutes(int seconds, int nanos, JsonBytes out) {
        out.raw(':');
        two(seconds / 60, out);
        out.raw(':');
        two(seconds % 60, out);
        if (nanos != 0) {
            fraction(nanos, out);
        }
    }

    private static void two(int number, JsonBytes out) {
        out.raw((char) ('0' + number / 10));
        out.raw((char) ('0' + number % 10));
    }

    private static void fraction(int nanos, JsonBytes out) {
        out.raw('.');
        int rest = nanos;
        for (int unit = 100_000_000; rest != 0; unit /= 10) {
            out.raw((char) ('0' + rest / unit));
            rest %= unit;
        }
    }
}
