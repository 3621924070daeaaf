package dev.lockstep.sink.value;

import java.math.BigInteger;

/**
 * A string of bits.
 *
 * @param value the bits as a number, the last one lowest
 * @param length how many there are; 0 where the schema does not say
 */
public record Bits(BigInteger value, int length) {

    /** From Debezium's order of bytes, lowest first. */
    static Bits ofLittleEndian(byte[] bytes, int length) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return new Bits(new BigInteger(1, reversed), length);
    }

    /** As many bytes as the length needs, highest first. */
    public byte[] bytes() {
        int size = Math.max((Math.max(length, value.bitLength()) + 7) / 8, 1);
        byte[] bytes = new byte[size];
        byte[] magnitude = value.toByteArray();
        int copied = Math.min(size, magnitude.length);
        System.arraycopy(magnitude, magnitude.length - copied, bytes, size - copied, copied);
        return bytes;
    }

    /** Zeros and ones, the highest first. */
    public String text() {
        String digits = value.toString(2);
        return digits.length() < length ? "0".repeat(length - digits.length()) + digits : digits;
    }
}
