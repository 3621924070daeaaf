package dev.lockstep.sink.jdbc.postgres;

/** Days and years of the Gregorian calendar, extended to all times as PostgreSQL does. */
final class Calendar {

    static final long MICROS_PER_SECOND = 1_000_000;
    static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    /** The day from which PostgreSQL counts, from 1970 on. */
    static final int EPOCH_DAY = 10_957;

    static final long EPOCH_MICROS = EPOCH_DAY * MICROS_PER_DAY;

    private static final int DAYS_PER_ERA = 146_097;

    /** From 0000-03-01 to 1970-01-01. */
    private static final int EPOCH = 719_468;

    private Calendar() {}

    /**
     * Days from 1970-01-01.
     *
     * @param year 0 is 1 BC
     */
    static long epochDay(long year, int month, int day) {
        // Years start in March here, so that a leap day is the last day of its year.
        long shifted = month > 2 ? year : year - 1;
        long era = Math.floorDiv(shifted, 400L);
        long yearOfEra = shifted - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * DAYS_PER_ERA
                + (yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear)
                - EPOCH;
    }

    static int lengthOfMonth(long year, int month) {
        if (month == 2) {
            boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            return leap ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** PostgreSQL's text of a count of days; see {@link ValueForm} for the infinities. */
    static String date(long epochDay) {
        if (epochDay == Long.MAX_VALUE || epochDay == Long.MIN_VALUE) {
            return infinity(epochDay);
        }
        StringBuilder out = new StringBuilder(16);
        boolean beforeChrist = date(epochDay, out);
        return beforeChrist ? out.append(" BC").toString() : out.toString();
    }

    /** PostgreSQL's text of a count of microseconds since 2000; a zone follows. */
    static String timestamp(long micros, String zone) {
        if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
            return infinity(micros);
        }
        StringBuilder out = new StringBuilder(32);
        boolean beforeChrist = date(EPOCH_DAY + Math.floorDiv(micros, MICROS_PER_DAY), out);
        clock(Math.floorMod(micros, MICROS_PER_DAY), out.append(' '));
        out.append(zone);
        return beforeChrist ? out.append(" BC").toString() : out.toString();
    }

    static String time(long micros) {
        StringBuilder out = new StringBuilder(16);
        if (micros < 0) {
            out.append('-');
        }
        clock(Math.absExact(micros), out);
        return out.toString();
    }

    private static String infinity(long number) {
        return number > 0 ? "infinity" : "-infinity";
    }

    private static boolean date(long epochDay, StringBuilder out) {
        long shifted = epochDay + EPOCH;
        long era = Math.floorDiv(shifted, (long) DAYS_PER_ERA);
        long dayOfEra = shifted - era * DAYS_PER_ERA;
        long yearOfEra =
                (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        put(year > 0 ? year : 1 - year, 4, out);
        put(month, 2, out.append('-'));
        put(day, 2, out.append('-'));
        return year <= 0;
    }

    private static void clock(long micros, StringBuilder out) {
        long seconds = micros / MICROS_PER_SECOND;
        put(seconds / 3600, 2, out);
        put(seconds / 60 % 60, 2, out.append(':'));
        put(seconds % 60, 2, out.append(':'));
        long fraction = micros % MICROS_PER_SECOND;
        if (fraction != 0) {
            put(fraction, 6, out.append('.'));
        }
    }

    private static void put(long number, int digits, StringBuilder out) {
        String text = Long.toString(number);
        for (int i = text.length(); i < digits; i++) {
            out.append('0');
        }
        out.append(text);
    }
}
