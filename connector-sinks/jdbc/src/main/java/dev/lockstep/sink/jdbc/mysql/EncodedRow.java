package dev.lockstep.sink.jdbc.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the parameters of one row are bound with.
 *
 * @param bytes at least as many as the row takes in a statement
 */
@SuppressWarnings("ArrayRecordComponent") // bound, never compared
record EncodedRow(Object[] values, long bytes) {

    /** A decimal with all its digits is the largest of what has no length of its own. */
    private static final int FIXED = 100;

    private static final int BYTES_PER_CHARACTER = 3;

    /** Longer texts are counted byte by byte. */
    private static final int LONG_TEXT = 1 << 16;

    static EncodedRow of(Object[] values) {
        long bytes = 0;
        for (Object value : values) {
            bytes += bytes(value);
        }
        return new EncodedRow(values, bytes);
    }

    /** The row without its last values. */
    EncodedRow first(int count) {
        return new EncodedRow(Arrays.copyOf(values, count), bytes);
    }

    private static long bytes(Object value) {
        if (value instanceof String text) {
            return text.length() < LONG_TEXT
                    ? FIXED + (long) text.length() * BYTES_PER_CHARACTER
                    : FIXED + text.getBytes(StandardCharsets.UTF_8).length;
        }
        return value instanceof byte[] bytes ? FIXED + bytes.length : FIXED;
    }
}
