package dev.lockstep.source.postgres.type;

import java.nio.charset.StandardCharsets;

/** Comparing and copying text that lies in a buffer. */
final class AsciiText {

    private AsciiText() {}

    static String string(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    static boolean is(String ascii, byte[] text, int from, int to) {
        if (to - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (text[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    /** 1 for {@code infinity}, -1 for {@code -infinity}, else 0. */
    static int infinity(byte[] text, int from, int to) {
        if (to - from < 8 || text[to - 1] != 'y') {
            return 0;
        }
        if (is("infinity", text, from, to)) {
            return 1;
        }
        return is("-infinity", text, from, to) ? -1 : 0;
    }

    static Inexact inexact(Object nearest, byte[] text, int from, int to) {
        return new Inexact(nearest, string(text, from, to));
    }
}
