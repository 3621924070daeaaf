package dev.lockstep.source.postgres.type;

/**
 * The dates and times of one value, as read from PostgreSQL's ISO text. Reused from value to value
 * by the parser that owns it.
 */
final class DateTimeText {

    static final long MICROS_PER_SECOND = 1_000_000L;
    static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    private byte[] text;
    private int at;
    private int end;

    private int year;
    private int month;
    private int day;
    private long microOfDay;
    private int offsetSeconds;

    /** Proleptic: 1 BC is 0. */
    int year() {
        return year;
    }

    int month() {
        return month;
    }

    int day() {
        return day;
    }

    /** Up to and including a whole day, as PostgreSQL has a time 24:00. */
    long microOfDay() {
        return microOfDay;
    }

    /** East of Greenwich. */
    int offsetSeconds() {
        return offsetSeconds;
    }

    long epochDay() {
        return epochDay(year, month, day);
    }

    void date(byte[] buffer, int from, int to) {
        start(buffer, from, to);
        calendarDate();
        era();
    }

    void time(byte[] buffer, int from, int to) {
        start(buffer, from, to);
        clockTime();
        finish();
    }

    void zonedTime(byte[] buffer, int from, int to) {
        start(buffer, from, to);
        clockTime();
        offset();
        finish();
    }

    void timestamp(byte[] buffer, int from, int to) {
        start(buffer, from, to);
        calendarDate();
        expect(' ');
        clockTime();
        era();
    }

    void zonedTimestamp(byte[] buffer, int from, int to) {
        start(buffer, from, to);
        calendarDate();
        expect(' ');
        clockTime();
        offset();
        era();
    }

    /** Moves the date and time from its own offset to UTC. */
    void toUtc() {
        if (offsetSeconds == 0) {
            return;
        }
        long micros = microOfDay - offsetSeconds * MICROS_PER_SECOND;
        long epochDay = epochDay() + Math.floorDiv(micros, MICROS_PER_DAY);
        microOfDay = Math.floorMod(micros, MICROS_PER_DAY);
        offsetSeconds = 0;
        setEpochDay(epochDay);
    }

    void setEpochMicros(long micros) {
        set(Math.floorDiv(micros, MICROS_PER_DAY), Math.floorMod(micros, MICROS_PER_DAY));
    }

    void set(long epochDay, long micros) {
        microOfDay = micros;
        offsetSeconds = 0;
        setEpochDay(epochDay);
    }

    /** Days from 1970-01-01 in the Gregorian calendar, extended to all times as PostgreSQL does. */
    static long epochDay(long year, int month, int day) {
        // Years start in March here, so that a leap day is the last day of its year.
        long shifted = month > 2 ? year : year - 1;
        long era = Math.floorDiv(shifted, 400L);
        long yearOfEra = shifted - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }

    /** The inverse of {@link #epochDay(long, int, int)}. */
    void setEpochDay(long epochDay) {
        long shifted = epochDay + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra =
                (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (int) ((5 * dayOfYear + 2) / 153);
        day = (int) (dayOfYear - (153L * monthFromMarch + 2) / 5 + 1);
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
    }

    private void start(byte[] buffer, int from, int to) {
        text = buffer;
        at = from;
        end = to;
        offsetSeconds = 0;
    }

    private void calendarDate() {
        int from = at;
        year = 0;
        while (at < end && AsciiText.isDigit(text[at]) && at - from < 7) {
            year = year * 10 + (text[at++] - '0');
        }
        if (at - from < 4 || year == 0) {
            throw new MalformedTextException();
        }
        expect('-');
        month = twoDigits(12);
        expect('-');
        day = twoDigits(31);
        if (month == 0 || day == 0) {
            throw new MalformedTextException();
        }
    }

    private void clockTime() {
        int hour = twoDigits(24);
        expect(':');
        int minute = twoDigits(59);
        expect(':');
        int second = twoDigits(59);
        microOfDay = ((hour * 60L + minute) * 60 + second) * MICROS_PER_SECOND + fraction();
        if (microOfDay > MICROS_PER_DAY) {
            throw new MalformedTextException();
        }
    }

    private long fraction() {
        if (at == end || text[at] != '.') {
            return 0;
        }
        int from = ++at;
        long micros = 0;
        while (at < end && AsciiText.isDigit(text[at])) {
            micros = micros * 10 + (text[at++] - '0');
        }
        int digits = at - from;
        if (digits == 0 || digits > 6) {
            throw new MalformedTextException();
        }
        for (int i = digits; i < 6; i++) {
            micros *= 10;
        }
        return micros;
    }

    private void offset() {
        if (at == end || (text[at] != '+' && text[at] != '-')) {
            throw new MalformedTextException();
        }
        boolean west = text[at++] == '-';
        int seconds = twoDigits(18) * 3600;
        if (at < end && text[at] == ':') {
            at++;
            seconds += twoDigits(59) * 60;
        }
        if (at < end && text[at] == ':') {
            at++;
            seconds += twoDigits(59);
        }
        offsetSeconds = west ? -seconds : seconds;
    }

    private void era() {
        if (AsciiText.is(" BC", text, at, end)) {
            year = 1 - year;
            at = end;
        }
        finish();
        // Only now is it known which years are leap years.
        if (day > 28 && day > lengthOfMonth()) {
            throw new MalformedTextException();
        }
    }

    private int lengthOfMonth() {
        if (month == 2) {
            boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
            return leap ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private int twoDigits(int max) {
        if (end - at < 2) {
            throw new MalformedTextException();
        }
        int value = AsciiNumbers.digit(text[at]) * 10 + AsciiNumbers.digit(text[at + 1]);
        if (value > max) {
            throw new MalformedTextException();
        }
        at += 2;
        return value;
    }

    private void expect(char character) {
        if (at == end || text[at] != character) {
            throw new MalformedTextException();
        }
        at++;
    }

    private void finish() {
        if (at != end) {
            throw new MalformedTextException();
        }
    }
}
