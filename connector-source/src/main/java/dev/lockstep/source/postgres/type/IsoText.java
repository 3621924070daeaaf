package dev.lockstep.source.postgres.type;

import java.nio.charset.StandardCharsets;

/** Writes ISO 8601 the way java.time's formatters do. Reused from value to value by its owner. */
final class IsoText {

    /** Longer than any date, time and offset. */
    private final byte[] out = new byte[64];

    private int length;

    IsoText date(int year, int month, int day) {
        int absolute = Math.abs(year);
        if (year < 0) {
            out[length++] = '-';
        } else if (year > 9999) {
            out[length++] = '+';
        }
        if (absolute > 9999) {
            int digits = Integer.toString(absolute).length();
            put(absolute, digits);
        } else {
            put(absolute, 4);
        }
        character('-');
        put(month, 2);
        character('-');
        put(day, 2);
        return this;
    }

    /** With as many digits of the second's fraction as it has. */
    IsoText time(long microOfDay) {
        int micros = wholeSeconds(microOfDay);
        int digits = 6;
        while (digits > 0 && micros % 10 == 0) {
            micros /= 10;
            digits--;
        }
        return fraction(micros, digits);
    }

    /** With exactly so many digits of the second's fraction. */
    IsoText time(long microOfDay, int digits) {
        int micros = wholeSeconds(microOfDay);
        for (int i = digits; i < 6; i++) {
            micros /= 10;
        }
        return fraction(micros, digits);
    }

    IsoText offset(int seconds) {
        if (seconds == 0) {
            return character('Z');
        }
        int absolute = Math.abs(seconds);
        character(seconds < 0 ? '-' : '+');
        put(absolute / 3600, 2);
        character(':');
        put(absolute / 60 % 60, 2);
        if (absolute % 60 != 0) {
            character(':');
            put(absolute % 60, 2);
        }
        return this;
    }

    IsoText character(char character) {
        out[length++] = (byte) character;
        return this;
    }

    /** What was written, and starts again. */
    String take() {
        String text = new String(out, 0, length, StandardCharsets.ISO_8859_1);
        length = 0;
        return text;
    }

    private int wholeSeconds(long microOfDay) {
        int seconds = (int) (microOfDay / DateTimeText.MICROS_PER_SECOND);
        put(seconds / 3600, 2);
        character(':');
        put(seconds / 60 % 60, 2);
        character(':');
        put(seconds % 60, 2);
        return (int) (microOfDay % DateTimeText.MICROS_PER_SECOND);
    }

    private IsoText fraction(int value, int digits) {
        if (digits > 0) {
            character('.');
            put(value, digits);
        }
        return this;
    }

    private void put(int value, int digits) {
        int rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }
}
