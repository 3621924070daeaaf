package dev.lockstep.json;

import java.util.Arrays;

/**
 * A short text that is appended often. It is kept in whole words, for these are copied faster than
 * a piece of any length. Immutable.
 */
final class Fragment {

    private final byte[] words;
    private final int length;

    Fragment(byte[] text) {
        this.words = Arrays.copyOf(text, (text.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES);
        this.length = text.length;
    }

    /** The text and what fills its last word: read only. */
    byte[] words() {
        return words;
    }

    int length() {
        return length;
    }
}
