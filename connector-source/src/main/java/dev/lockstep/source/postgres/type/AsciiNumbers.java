package dev.lockstep.source.postgres.type;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Numbers from the bytes of their decimal text, without a String where their size allows. */
final class AsciiNumbers {

    /** Powers of ten that a double, and up to the tenth a float, holds exactly. */
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

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

    static double float64(byte[] text, int from, int to) {
        long shortForm = shortFloat(text, from, to, 15);
        if (shortForm != NOT_SHORT) {
            double mantissa = shortForm >> EXPONENT_BITS;
            int exponent = (byte) shortForm;
            if (Math.abs(exponent) <= 22) {
                double value =
                        exponent < 0
                                ? mantissa / POWERS_OF_TEN[-exponent]
                                : mantissa * POWERS_OF_TEN[exponent];
                return text[from] == '-' ? -value : value;
            }
        }
        return Double.parseDouble(floatText(text, from, to));
    }

    static float float32(byte[] text, int from, int to) {
        long shortForm = shortFloat(text, from, to, 7);
        if (shortForm != NOT_SHORT) {
            float mantissa = shortForm >> EXPONENT_BITS;
            int exponent = (byte) shortForm;
            if (Math.abs(exponent) <= 10) {
                float power = (float) POWERS_OF_TEN[Math.abs(exponent)];
                float value = exponent < 0 ? mantissa / power : mantissa * power;
                return text[from] == '-' ? -value : value;
            }
        }
        return Float.parseFloat(floatText(text, from, to));
    }

    private static final long NOT_SHORT = Long.MIN_VALUE;
    private static final int EXPONENT_BITS = 8;

    /**
     * Mantissa (without sign) and decimal exponent of a number with few digits, packed into a long.
     * One multiplication or division by an exact power of ten then rounds correctly.
     */
    private static long shortFloat(byte[] text, int from, int to, int maxDigits) {
        int i = from < to && text[from] == '-' ? from + 1 : from;
        if (i == to || to - i > maxDigits + 1) {
            return NOT_SHORT;
        }
        long mantissa = 0;
        int digits = 0;
        int fraction = 0;
        boolean point = false;
        for (; i < to; i++) {
            if (AsciiText.isDigit(text[i])) {
                mantissa = mantissa * 10 + (text[i] - '0');
                digits++;
                fraction += point ? 1 : 0;
            } else if (text[i] == '.' && !point && digits > 0) {
                point = true;
            } else {
                return NOT_SHORT;
            }
        }
        return digits > maxDigits ? NOT_SHORT : mantissa << EXPONENT_BITS | (-fraction & 0xFF);
    }

    /**
     * Long or special numbers; checked, because Java's parser accepts more than PostgreSQL writes.
     */
    private static String floatText(byte[] text, int from, int to) {
        boolean special =
                AsciiText.is("NaN", text, from, to)
                        || AsciiText.is("Infinity", text, from, to)
                        || AsciiText.is("-Infinity", text, from, to);
        if (!special) {
            requireNumber(text, from, to);
        }
        return latin(text, from, to);
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

    private static void requireNumber(byte[] text, int from, int to) {
        int i = from < to && text[from] == '-' ? from + 1 : from;
        int integer = skipDigits(text, i, to);
        int end =
                integer < to && text[integer] == '.' ? skipDigits(text, integer + 1, to) : integer;
        boolean sound = integer > i;
        if (end < to && (text[end] == 'e' || text[end] == 'E')) {
            int exponent = end + 1;
            if (exponent < to && (text[exponent] == '+' || text[exponent] == '-')) {
                exponent++;
            }
            end = skipDigits(text, exponent, to);
            sound &= end > exponent;
        }
        if (!sound || end != to) {
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
