package dev.lockstep.sink.jdbc.postgres;

/**
 * Reads dates and times of ISO 8601 as Connect's producers write them. Reused from value to value
 * by its owner.
 */
final class IsoReader {

    private static final int MAX_YEAR_DIGITS = 9;

    private String text;
    private int at;

    /** Days since 1970; a zone may follow and says nothing. */
    long date(String value) {
        Long infinity = start(value);
        if (infinity != null) {
            return infinity;
        }
        long day = day();
        offsetSeconds();
        finish();
        return day;
    }

    /** Microseconds of the day; a zone may follow and says nothing. */
    long time(String value) {
        start(value);
        long micros = clock();
        offsetSeconds();
        finish();
        return micros;
    }

    /** Microseconds since 2000 in UTC; without an offset the time is taken for UTC. */
    long timestamp(String value) {
        Long infinity = start(value);
        if (infinity != null) {
            return infinity;
        }
        long day = day();
        if (at == text.length() || (text.charAt(at) != 'T' && text.charAt(at) != ' ')) {
            throw malformed();
        }
        at++;
        long micros = clock() - offsetSeconds() * Calendar.MICROS_PER_SECOND;
        finish();
        long midnight = Math.multiplyExact(day - Calendar.EPOCH_DAY, Calendar.MICROS_PER_DAY);
        return Math.addExact(midnight, micros);
    }

    private Long start(String value) {
        text = value;
        at = 0;
        if (value.isEmpty() || value.charAt(value.length() - 1) != 'y') {
            return null;
        }
        return switch (value) {
            case "infinity" -> Long.MAX_VALUE;
            case "-infinity" -> Long.MIN_VALUE;
            default -> null;
        };
    }

    private long day() {
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (negative || (at < text.length() && text.charAt(at) == '+')) {
            at++;
        }
        int from = at;
        long year = 0;
        while (at < text.length() && isDigit(text.charAt(at)) && at - from < MAX_YEAR_DIGITS) {
            year = year * 10 + (text.charAt(at++) - '0');
        }
        if (at - from < 4) {
            throw malformed();
        }
        year = negative ? -year : year;
        expect('-');
        int month = twoDigits(12);
        expect('-');
        int day = twoDigits(31);
        if (month == 0 || day == 0 || (day > 28 && day > Calendar.lengthOfMonth(year, month))) {
            throw malformed();
        }
        return Calendar.epochDay(year, month, day);
    }

    private long clock() {
        int hour = twoDigits(24);
        expect(':');
        int minute = twoDigits(59);
        int second = 0;
        if (at < text.length() && text.charAt(at) == ':') {
            at++;
            second = twoDigits(60);
        }
        return ((hour * 60L + minute) * 60 + second) * Calendar.MICROS_PER_SECOND + fraction();
    }

    /** Digits after the sixth are beyond what PostgreSQL keeps. */
    private long fraction() {
        if (at == text.length() || text.charAt(at) != '.') {
            return 0;
        }
        long micros = 0;
        int unit = 100_000;
        at++;
        while (at < text.length() && isDigit(text.charAt(at))) {
            micros += (long) unit * (text.charAt(at++) - '0');
            unit /= 10;
        }
        return micros;
    }

    private long offsetSeconds() {
        if (at == text.length()) {
            return 0;
        }
        char sign = text.charAt(at++);
        if (sign == 'Z') {
            return 0;
        }
        if (sign != '+' && sign != '-') {
            throw malformed();
        }
        long seconds = twoDigits(18) * 3600L;
        seconds += colonAndTwoDigits() * 60L;
        seconds += colonAndTwoDigits();
        return sign == '-' ? -seconds : seconds;
    }

    private int colonAndTwoDigits() {
        if (at < text.length() && text.charAt(at) == ':') {
            at++;
        }
        return at < text.length() ? twoDigits(59) : 0;
    }

    private int twoDigits(int max) {
        if (text.length() - at < 2 || !isDigit(text.charAt(at)) || !isDigit(text.charAt(at + 1))) {
            throw malformed();
        }
        int value = (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
        if (value > max) {
            throw malformed();
        }
        at += 2;
        return value;
    }

    private void expect(char character) {
        if (at == text.length() || text.charAt(at) != character) {
            throw malformed();
        }
        at++;
    }

    private void finish() {
        if (at != text.length()) {
            throw malformed();
        }
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static UnfitValueException malformed() {
        return new UnfitValueException("its text is not a date or time of ISO 8601");
    }
}
