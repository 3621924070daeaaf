package dev.lockstep.json;

import java.util.Arrays;

/**
 * The string that a field had last. Much of an event is what the event before had there, such as
 * the name of its table, and need not be read again. For one thread.
 */
final class LatestText {

    /** Longer ones are not worth their memory. */
    private static final int LONGEST_KEPT = 64;

    private final byte[] bytes = new byte[LONGEST_KEPT + 1];
    private int length = -1;
    private String text;

    String text() {
        return text;
    }

    int length() {
        return length;
    }

    /** Whether it stands there, with the quote behind it. */
    boolean standsIn(byte[] json, int from) {
        int end = from + length + 1;
        return length >= 0
                && end <= json.length
                && Arrays.equals(json, from, end, bytes, 0, length + 1);
    }

    /** Takes a string of ASCII that stands there for itself, with a quote behind it. */
    void keep(String latest, byte[] json, int from, int count) {
        if (count <= LONGEST_KEPT) {
            System.arraycopy(json, from, bytes, 0, count + 1);
            length = count;
            text = latest;
        }
    }
}
