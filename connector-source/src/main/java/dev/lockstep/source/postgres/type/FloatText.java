package dev.lockstep.source.postgres.type;

/**
 * Floating-point numbers from their text: the numbers Java's parser gives, made without a String.
 */
final class FloatText {

    private static final int MAX_DIGITS = 19;

    /** The part of a double's mantissa that a float does not have, and its middle. */
    private static final long BELOW_FLOAT = (1L << 29) - 1;

    private static final long MIDDLE_OF_FLOATS = 1L << 28;

    private FloatText() {}

    static double float64(byte[] text, int from, int to) {
        double value = nearest(text, from, to);
        return Double.isNaN(value) ? Double.parseDouble(slowText(text, from, to)) : value;
    }

    static float float32(byte[] text, int from, int to) {
        double value = nearest(text, from, to);
        // The nearest float of the nearest double is the nearest float of the text, unless that
        // double lies in the middle of two floats. Below the normal floats, the middle is
        // elsewhere.
        boolean certain =
                Math.abs(value) >= Float.MIN_NORMAL
                        && (Double.doubleToRawLongBits(value) & BELOW_FLOAT) != MIDDLE_OF_FLOATS;
        return certain ? (float) value : Float.parseFloat(slowText(text, from, to));
    }

    /** The nearest double, or NaN for NaN and where another parser must decide. */
    private static double nearest(byte[] text, int from, int to) {
        if (from == to || !AsciiText.isDigit(text[to - 1])) {
            requireSpecial(text, from, to);
            return Double.NaN;
        }
        int start = text[from] == '-' ? from + 1 : from;
        int mark = indexOf((byte) 'e', text, start, to);
        int point = indexOf((byte) '.', text, start, mark);
        if (point == start || point == mark - 1) {
            throw new MalformedTextException();
        }
        long mantissa = digits(digits(0, text, start, point), text, point + 1, mark);
        int exponent = exponent(text, mark, to) - Math.max(mark - point - 1, 0);
        if (significant(text, start, mark) > MAX_DIGITS) {
            return Double.NaN;
        }
        double value = DecimalToDouble.of(mantissa, exponent);
        return start > from ? -value : value;
    }

    private static void requireSpecial(byte[] text, int from, int to) {
        if (!AsciiText.is("NaN", text, from, to)
                && !AsciiText.is("Infinity", text, from, to)
                && !AsciiText.is("-Infinity", text, from, to)) {
            throw new MalformedTextException();
        }
    }

    private static int indexOf(byte character, byte[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] != character) {
            i++;
        }
        return i;
    }

    private static long digits(long leading, byte[] text, int from, int to) {
        long value = leading;
        for (int i = from; i < to; i++) {
            value = value * 10 + AsciiNumbers.digit(text[i]);
        }
        return value;
    }

    private static int exponent(byte[] text, int mark, int to) {
        if (mark == to) {
            return 0;
        }
        int sign = text[mark + 1] == '+' ? mark + 2 : mark + 1;
        return AsciiNumbers.int16(text, sign, to);
    }

    /** How many digits follow leading zeros, or one more if there is a point. */
    private static int significant(byte[] text, int from, int to) {
        int i = from;
        while (i < to && (text[i] == '0' || text[i] == '.')) {
            i++;
        }
        return to - i;
    }

    /** Only text that was found sound gets here: Java's parser accepts more. */
    private static String slowText(byte[] text, int from, int to) {
        return AsciiNumbers.latin(text, from, to);
    }
}
