package dev.lockstep.source.postgres.type;

import java.math.BigDecimal;

/**
 * numeric in its binary form: a number of digits to the base of 10000, the weight of the first of
 * them, a sign, and how many decimal digits follow the point.
 */
final class NumericBinary {

    private static final int HEADER = 4 * Short.BYTES;
    private static final int BASE = 10_000;
    private static final int DECIMALS = 4;
    private static final int POSITIVE = 0;
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int NEGATIVE_INFINITY = 0xF000;

    /** Five groups of digits fit a long if the first is not larger. */
    private static final int LARGEST_FIRST_OF_FIVE = 921;

    private static final int[] POWERS = {1, 10, 100, 1_000};

    private NumericBinary() {}

    /** The number, or null where it is none or does not fit a long of its smallest unit. */
    static BigDecimal small(byte[] bytes, int from, int to) {
        int count = BinaryInts.int16At(bytes, from, to);
        BinaryInts.requireSize(HEADER + Math.max(count, 0) * Short.BYTES, from, to);
        int weight = BinaryInts.int16At(bytes, from + 2, to);
        int sign = BinaryInts.int16At(bytes, from + 4, to) & 0xFFFF;
        int scale = BinaryInts.int16At(bytes, from + 6, to);
        int fraction = (scale + DECIMALS - 1) / DECIMALS;
        int groups = weight + 1 + fraction;
        if ((sign != POSITIVE && sign != NEGATIVE)
                || count < 0
                || scale < 0
                || groups > 5
                || (groups == 5 && count > 0 && first(bytes, from, to) > LARGEST_FIRST_OF_FIVE)) {
            return null;
        }
        long unscaled = 0;
        for (int i = 0; i < groups; i++) {
            unscaled = unscaled * BASE + (i < count ? group(bytes, from, i, to) : 0);
        }
        unscaled /= POWERS[fraction * DECIMALS - scale];
        return BigDecimal.valueOf(sign == NEGATIVE ? -unscaled : unscaled, scale);
    }

    private static int first(byte[] bytes, int from, int to) {
        return group(bytes, from, 0, to);
    }

    private static int group(byte[] bytes, int from, int index, int to) {
        int group = BinaryInts.int16At(bytes, from + HEADER + index * Short.BYTES, to);
        if (group < 0 || group >= BASE) {
            throw new MalformedTextException();
        }
        return group;
    }

    /** A {@link Spelling}. */
    static void spell(byte[] bytes, int from, int to, SpelledText out) {
        int count = BinaryInts.int16At(bytes, from, to);
        if (count < 0) {
            throw new MalformedTextException();
        }
        BinaryInts.requireSize(HEADER + count * Short.BYTES, from, to);
        int weight = BinaryInts.int16At(bytes, from + 2, to);
        int scale = BinaryInts.int16At(bytes, from + 6, to);
        switch (BinaryInts.int16At(bytes, from + 4, to) & 0xFFFF) {
            case NAN -> out.put("NaN");
            case INFINITY -> out.put("Infinity");
            case NEGATIVE_INFINITY -> out.put("-Infinity");
            case POSITIVE -> number(bytes, from, count, weight, scale, to, out);
            case NEGATIVE -> number(bytes, from, count, weight, scale, to, out.put('-'));
            default -> throw new MalformedTextException();
        }
    }

    private static void number(
            byte[] bytes, int from, int count, int weight, int scale, int to, SpelledText out) {
        if (weight < 0) {
            out.put('0');
        }
        for (int i = 0; i <= weight; i++) {
            int group = i < count ? group(bytes, from, i, to) : 0;
            if (i == 0) {
                out.number(group);
            } else {
                out.digits(group, DECIMALS);
            }
        }
        if (scale <= 0) {
            return;
        }
        out.put('.');
        for (int digit = 0; digit < scale; digit++) {
            int index = weight + 1 + digit / DECIMALS;
            int group = index >= 0 && index < count ? group(bytes, from, index, to) : 0;
            out.put('0' + group / POWERS[DECIMALS - 1 - digit % DECIMALS] % 10);
        }
    }
}
