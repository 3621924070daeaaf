package dev.lockstep.source.postgres.type;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Integers and decimals from the bytes of their text, without a String where size allows. */
final class AsciiNumbers {

    /** More characters than this may be more than the 18 digits that always fit a long. */
    private static final int LONG_CHARACTERS = 18;

    private AsciiNumbers() {}

    static long int64(byte[] text, int from, int to) {
        boolean negative = from < to && text[from] == '-';
        int start = negative ? from + 1 : from;
        if (start == to || to - start > 19) {
            throw new MalformedTextException();
        }
        long value = 0;
        for (int i = start; i < to; i++) {
            value = value * 10 - digit(text[i]);
        }
        // Nineteen digits overflow to a positive number at most once.
        if (value > 0 || (!negative && value == Long.MIN_VALUE)) {
            throw new MalformedTextException();
        }
        return negative ? value : -value;
    }

    static int int32(byte[] text, int from, int to) {
        long value = int64(text, from, to);
        if (value != (int) value) {
            throw new MalformedTextException();
        }
        return (int) value;
    }

    static short int16(byte[] text, int from, int to) {
        long value = int64(text, from, to);
        if (value != (short) value) {
            throw new MalformedTextException();
        }
        return (short) value;
    }

    static int digit(byte character) {
        int digit = character - '0';
        if (digit < 0 || digit > 9) {
            throw new MalformedTextException();
        }
        return digit;
    }

    /** A plain decimal number: sign, digits, point, digits. */
    static BigDecimal decimal(byte[] text, int from, int to) {
        int start = from < to && text[from] == '-' ? from + 1 : from;
        int point = -1;
        long unscaled = 0;
        for (int i = start; i < to; i++) {
            if (text[i] == '.' && point < 0 && i > start) {
                point = i;
            } else {
                unscaled = unscaled * 10 + digit(text[i]);
            }
        }
        if (start == to || point == to - 1) {
            throw new MalformedTextException();
        }
        if (to - start > LONG_CHARACTERS) {
            return new BigDecimal(latin(text, from, to));
        }
        return BigDecimal.valueOf(
                start == from ? unscaled : -unscaled, point < 0 ? 0 : to - 1 - point);
    }

    /** Sign, digits, point, digits. */
    static void requirePlain(byte[] text, int from, int to) {
        int start = from < to && text[from] == '-' ? from + 1 : from;
        int integer = skipDigits(text, start, to);
        boolean point = integer < to && text[integer] == '.';
        int end = point ? skipDigits(text, integer + 1, to) : integer;
        if (integer == start || end != to || (point && end == integer + 1)) {
            throw new MalformedTextException();
        }
    }

    private static int skipDigits(byte[] text, int from, int to) {
        int i = from;
        while (i < to && AsciiText.isDigit(text[i])) {
            i++;
        }
        return i;
    }

    static String latin(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
