package dev.lockstep.source.postgres.type;

import java.math.BigInteger;

/**
 * The double nearest to a decimal number, several times faster than {@link Double#parseDouble} for
 * the sixteen or seventeen digits most doubles are written with.
 *
 * <p>The method is Eisel and Lemire's: "Number Parsing at a Gigabyte per Second", 2021.
 */
final class DecimalToDouble {

    /** Powers of ten that a double holds exactly. */
    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    /** Far enough for all but rare numbers. */
    private static final int MAX_EXPONENT = 64;

    /** The leading 128 bits of each power of five, in two halves; the first belongs to 5^-64. */
    private static final long[] POWERS_OF_FIVE = powersOfFive();

    private static final int MANTISSA_BITS = 52;

    /**
     * What is left of a product's upper half below the mantissa and its three bits for rounding.
     */
    private static final long BELOW_ROUNDING = -1L >>> (MANTISSA_BITS + 3);

    private DecimalToDouble() {}

    /**
     * Rounds {@code mantissa * 10^exponent}, or gives NaN if this method cannot tell.
     *
     * @param mantissa unsigned, of at most 19 digits
     */
    static double of(long mantissa, int exponent) {
        if (mantissa >>> (MANTISSA_BITS + 1) == 0 && Math.abs(exponent) < EXACT_POWERS.length) {
            return exponent < 0
                    ? mantissa / EXACT_POWERS[-exponent]
                    : mantissa * EXACT_POWERS[exponent];
        }
        return mantissa == 0 || Math.abs(exponent) > MAX_EXPONENT
                ? Double.NaN
                : rounded(mantissa, exponent);
    }

    private static double rounded(long mantissa, int exponent) {
        int leadingZeros = Long.numberOfLeadingZeros(mantissa);
        long factor = mantissa << leadingZeros;
        int power = 2 * (exponent + MAX_EXPONENT);
        long upper = multiplyHigh(factor, POWERS_OF_FIVE[power]);
        long lower = factor * POWERS_OF_FIVE[power];
        if ((upper & BELOW_ROUNDING) == BELOW_ROUNDING) {
            long carry = multiplyHigh(factor, POWERS_OF_FIVE[power + 1]);
            lower += carry;
            upper += Long.compareUnsigned(carry, lower) > 0 ? 1 : 0;
        }
        int upperBit = (int) (upper >>> 63);
        int shift = upperBit + 64 - MANTISSA_BITS - 3;
        long bits = upper >>> shift;
        if (isHalfWay(bits, upper, lower, shift)) {
            return Double.NaN;
        }
        bits = (bits + (bits & 1)) >>> 1;
        int binaryExponent = ((217_706 * exponent) >> 16) + 63 + upperBit - leadingZeros;
        // A mantissa that rounds up to the next power of two carries into the exponent by itself.
        return Double.longBitsToDouble(((long) (binaryExponent + 1022) << MANTISSA_BITS) + bits);
    }

    /** In the middle of two doubles, or so near that the product's missing bits could decide. */
    private static boolean isHalfWay(long bits, long upper, long lower, int shift) {
        return lower == -1 || (lower >>> 1 == 0 && (bits & 1) == 1 && bits << shift == upper);
    }

    private static long multiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    }

    private static long[] powersOfFive() {
        long[] powers = new long[2 * (2 * MAX_EXPONENT + 1)];
        for (int exponent = -MAX_EXPONENT; exponent <= MAX_EXPONENT; exponent++) {
            BigInteger leading = leadingBits(exponent);
            powers[2 * (exponent + MAX_EXPONENT)] = leading.shiftRight(64).longValue();
            powers[2 * (exponent + MAX_EXPONENT) + 1] = leading.longValue();
        }
        return powers;
    }

    /** Cut to 128 bits; but the reciprocal of a power that a long holds is rounded up to them. */
    private static BigInteger leadingBits(int exponent) {
        BigInteger power = BigInteger.valueOf(5).pow(Math.abs(exponent));
        if (exponent < 0) {
            int bits = power.bitLength();
            int scale = power.bitLength() < 64 ? bits + 127 : 2 * bits + 128;
            power = BigInteger.ONE.shiftLeft(scale).divide(power).add(BigInteger.ONE);
        }
        int excess = power.bitLength() - 128;
        return excess < 0 ? power.shiftLeft(-excess) : power.shiftRight(excess);
    }
}
