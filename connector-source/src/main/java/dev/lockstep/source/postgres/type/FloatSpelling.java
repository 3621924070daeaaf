package dev.lockstep.source.postgres.type;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating-point numbers as the server writes them: by the fewest digits that tell them from all
 * others. Slow: events have the numbers themselves.
 */
final class FloatSpelling {

    private static final int MAX_DIGITS = 17;

    /** Smaller exponents of ten are written out; so are larger ones up to a number's precision. */
    private static final int SMALLEST_EXPONENT = -4;

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private static final RoundingMode[] ROUNDINGS = {RoundingMode.HALF_EVEN, RoundingMode.UP};

    private FloatSpelling() {}

    /** A {@link Spelling} of float4. */
    static void float32(byte[] bytes, int from, int to, SpelledText out) {
        float value = Float.intBitsToFloat(BinaryInts.int32(bytes, from, to));
        float size = Math.abs(value);
        if (!special(value, out)) {
            BigDecimal exact = new BigDecimal(size);
            BigDecimal above = exact.add(new BigDecimal(Math.ulp(size)));
            BigDecimal below = new BigDecimal(Math.nextDown(size));
            finite(shortest(exact, below, above), 6, out);
        }
    }

    /** A {@link Spelling} of float8. */
    static void float64(byte[] bytes, int from, int to, SpelledText out) {
        float64(Double.longBitsToDouble(BinaryInts.int64(bytes, from, to)), out);
    }

    private static void float64(double value, SpelledText out) {
        double size = Math.abs(value);
        if (!special(value, out)) {
            BigDecimal exact = new BigDecimal(size);
            BigDecimal above = exact.add(new BigDecimal(Math.ulp(size)));
            BigDecimal below = new BigDecimal(Math.nextDown(size));
            finite(shortest(exact, below, above), 15, out);
        }
    }

    /** A {@link Spelling} of point. */
    static void point(byte[] bytes, int from, int to, SpelledText out) {
        BinaryInts.requireSize(2 * Double.BYTES, from, to);
        out.put('(');
        float64(bytes, from, from + Double.BYTES, out);
        out.put(',');
        float64(bytes, from + Double.BYTES, to, out);
        out.put(')');
    }

    /** Writes what is no number, zero, and the sign of every other number. */
    private static boolean special(double value, SpelledText out) {
        if (Double.isNaN(value)) {
            out.put("NaN");
            return true;
        }
        if (value < 0 || 1 / value < 0) {
            out.put('-');
        }
        if (Double.isInfinite(value) || value == 0) {
            out.put(value == 0 ? "0" : "Infinity");
            return true;
        }
        return false;
    }

    /**
     * Of positive numbers. Only what lies strictly nearer to the number than to its neighbours
     * tells it from them, whatever a reader makes of a middle.
     */
    private static BigDecimal shortest(BigDecimal exact, BigDecimal below, BigDecimal above) {
        BigDecimal lower = exact.add(below).divide(TWO);
        BigDecimal upper = exact.add(above).divide(TWO);
        for (int digits = 1; digits < MAX_DIGITS; digits++) {
            for (RoundingMode rounding : ROUNDINGS) {
                BigDecimal rounded = exact.round(new MathContext(digits, rounding));
                if (rounded.compareTo(lower) > 0 && rounded.compareTo(upper) < 0) {
                    return rounded;
                }
            }
        }
        return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
    }

    private static void finite(BigDecimal value, int fixedBelow, SpelledText out) {
        BigDecimal stripped = value.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        if (exponent >= SMALLEST_EXPONENT && exponent < fixedBelow) {
            out.put(stripped.toPlainString());
            return;
        }
        String digits = stripped.unscaledValue().toString();
        out.put(digits.charAt(0));
        if (digits.length() > 1) {
            out.put('.').put(digits.substring(1));
        }
        out.put('e').put(exponent < 0 ? '-' : '+').digits(Math.abs(exponent), 2);
    }
}
