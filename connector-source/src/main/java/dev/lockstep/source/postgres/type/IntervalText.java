package dev.lockstep.source.postgres.type;

/** An interval as read from IntervalStyle postgres. Reused from value to value by its owner. */
final class IntervalText {

    private byte[] text;
    private int at;
    private int end;

    private long years;
    private long months;
    private long days;
    private long micros;

    long years() {
        return years;
    }

    long months() {
        return months;
    }

    long days() {
        return days;
    }

    /** Hours, minutes and seconds, all of one sign. */
    long micros() {
        return micros;
    }

    /** Such as {@code -1 years +2 mons -3 days +04:05:06.789}; parts that are 0 are not written. */
    void parse(byte[] buffer, int from, int to) {
        text = buffer;
        at = from;
        end = to;
        years = 0;
        months = 0;
        days = 0;
        micros = 0;
        if (at == end) {
            throw new MalformedTextException();
        }
        part();
        while (at < end) {
            expect(' ');
            part();
        }
    }

    private void part() {
        boolean negative = at < end && text[at] == '-';
        if (negative || (at < end && text[at] == '+')) {
            at++;
        }
        long number = number(10);
        if (at < end && text[at] == ':') {
            long clock = clock(number);
            micros = negative ? -clock : clock;
            return;
        }
        expect(' ');
        unit(negative ? -number : number);
    }

    private void unit(long number) {
        int from = at;
        while (at < end && text[at] != ' ') {
            at++;
        }
        int singular = text[at - 1] == 's' ? at - 1 : at;
        if (AsciiText.is("year", text, from, singular)) {
            years = number;
        } else if (AsciiText.is("mon", text, from, singular)) {
            months = number;
        } else if (AsciiText.is("day", text, from, singular)) {
            days = number;
        } else {
            throw new MalformedTextException();
        }
    }

    private long clock(long hours) {
        at++;
        long minutes = number(2);
        expect(':');
        long seconds = number(2);
        long fraction = 0;
        if (at < end && text[at] == '.') {
            int from = ++at;
            fraction = number(6);
            for (int digits = at - from; digits < 6; digits++) {
                fraction *= 10;
            }
        }
        long whole = (hours * 60 + minutes) * 60 + seconds;
        return whole * DateTimeText.MICROS_PER_SECOND + fraction;
    }

    private long number(int maxDigits) {
        int from = at;
        long value = 0;
        while (at < end && AsciiText.isDigit(text[at])) {
            value = value * 10 + (text[at++] - '0');
        }
        if (at == from || at - from > maxDigits) {
            throw new MalformedTextException();
        }
        return value;
    }

    private void expect(char character) {
        if (at == end || text[at] != character) {
            throw new MalformedTextException();
        }
        at++;
    }
}
