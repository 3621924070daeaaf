package dev.lockstep.sink.jdbc.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The binary form of numeric: groups of four decimal digits, of which the first stands for {@code
 * 10000^weight}.
 */
final class NumericBinary {

    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int NEGATIVE_INFINITY = 0xF000;

    private static final int MAX_SCALE = 0x3FFF;

    /** Of so many digits after the point the parts of a long do not overflow when filled up. */
    private static final int MAX_LONG_SCALE = 15;

    private static final long[] POWERS = new long[MAX_LONG_SCALE + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private NumericBinary() {}

    static void encode(BigDecimal value, WireBytes out) {
        int scale = value.scale();
        BigInteger unscaled = value.unscaledValue();
        if (scale >= 0 && scale <= MAX_LONG_SCALE && unscaled.bitLength() < Long.SIZE) {
            encode(unscaled.longValue(), scale, out);
        } else {
            digits(value, out);
        }
    }

    /**
     * A number that is not {@code Long.MIN_VALUE}-sized or larger in its digits: {@code unscaled}
     * divided by {@code 10^scale}.
     */
    static void encode(long unscaled, int scale, WireBytes out) {
        if (unscaled == Long.MIN_VALUE) {
            digits(BigDecimal.valueOf(unscaled, scale), out);
            return;
        }
        long magnitude = Math.abs(unscaled);
        long whole = magnitude / POWERS[scale];
        int fill = (4 - scale % 4) % 4;
        long fraction = magnitude % POWERS[scale] * POWERS[fill];
        int fractionGroups = (scale + fill) / 4;
        int wholeGroups = groups(whole);
        int start = out.openValue();
        header(wholeGroups + fractionGroups, wholeGroups - 1, unscaled < 0 ? NEGATIVE : 0, out);
        out.int16(scale);
        put(whole, wholeGroups, out);
        put(fraction, fractionGroups, out);
        out.closeValue(start);
    }

    static void notANumber(WireBytes out) {
        special(NAN, out);
    }

    static void infinity(boolean negative, WireBytes out) {
        special(negative ? NEGATIVE_INFINITY : INFINITY, out);
    }

    private static void special(int sign, WireBytes out) {
        out.int32(8);
        header(0, 0, sign, out);
        out.int16(0);
    }

    private static void header(int groups, int weight, int sign, WireBytes out) {
        out.int16(groups);
        out.int16(weight);
        out.int16(sign);
    }

    private static int groups(long whole) {
        int groups = 0;
        for (long rest = whole; rest != 0; rest /= 10_000) {
            groups++;
        }
        return groups;
    }

    private static void put(long number, int groups, WireBytes out) {
        long divisor = 1;
        for (int i = 1; i < groups; i++) {
            divisor *= 10_000;
        }
        for (int i = 0; i < groups; i++) {
            out.int16((int) (number / divisor % 10_000));
            divisor /= 10_000;
        }
    }

    /** Numbers of any size, by their digits. */
    private static void digits(BigDecimal value, WireBytes out) {
        int scale = value.scale();
        if (scale > MAX_SCALE || (long) value.precision() - scale > 131_072) {
            throw new UnfitValueException("it has more digits than a numeric may have");
        }
        BigDecimal plain = scale < 0 ? value.setScale(0) : value;
        String text = plain.unscaledValue().abs().toString();
        int fraction = plain.scale();
        int fractionGroups = (fraction + 3) / 4;
        int filled = text.length() + fractionGroups * 4 - fraction;
        int groups = (filled + 3) / 4;
        int start = out.openValue();
        header(groups, groups - fractionGroups - 1, value.signum() < 0 ? NEGATIVE : 0, out);
        out.int16(fraction);
        int lead = groups * 4 - filled;
        for (int group = 0; group < groups; group++) {
            out.int16(group(text, group * 4 - lead));
        }
        out.closeValue(start);
    }

    /** Four digits from there; before the first and after the last there are zeros. */
    private static int group(String text, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            value = value * 10 + (i >= 0 && i < text.length() ? text.charAt(i) - '0' : 0);
        }
        return value;
    }
}
