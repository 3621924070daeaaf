package dev.lockstep.source.postgres.type;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text that is being written. Reused from value to value by its owner. */
final class SpelledText {

    private byte[] bytes = new byte[64];
    private int length;

    /** Starts again. */
    SpelledText clear() {
        length = 0;
        return this;
    }

    /** Holds the text from its first byte on; read only, and valid until the next change. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    SpelledText put(int character) {
        if (length == bytes.length) {
            grow(1);
        }
        bytes[length++] = (byte) character;
        return this;
    }

    SpelledText put(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            put(ascii.charAt(i));
        }
        return this;
    }

    SpelledText put(byte[] text, int from, int to) {
        if (bytes.length - length < to - from) {
            grow(to - from);
        }
        System.arraycopy(text, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    SpelledText number(long value) {
        return put(Long.toString(value));
    }

    /** A number with leading zeros, if it has fewer digits. */
    SpelledText digits(long value, int digits) {
        long unit = 1;
        for (int i = 1; i < digits; i++) {
            unit *= 10;
        }
        if (value / unit > 9) {
            return number(value);
        }
        for (; unit > 0; unit /= 10) {
            put((int) ('0' + value / unit % 10));
        }
        return this;
    }

    /** Two lower-case hexadecimal digits. */
    SpelledText hex(byte value) {
        return put(HexText.LOWER[value >> 4 & 0xF]).put(HexText.LOWER[value & 0xF]);
    }

    private void grow(int more) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
