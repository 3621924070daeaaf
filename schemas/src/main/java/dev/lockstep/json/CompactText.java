package dev.lockstep.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/**
 * A place in JSON as machines write it, without spaces. It moves on past what is read there; what
 * is written in another way, or wrong, is not read. For one thread.
 */
final class CompactText {

    /** The one number that {@link #integer} does not read. */
    static final long NO_INTEGER = Long.MIN_VALUE;

    private static final int MOST_DIGITS = 19;
    private static final int LONGEST_NUMBER = 100;

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private byte[] bytes;
    private int at;

    void begin(byte[] json, int start) {
        bytes = json;
        at = start;
    }

    int at() {
        return at;
    }

    /** The byte that stands here; 0 at the end. */
    int peek() {
        return peek(at);
    }

    private int peek(int place) {
        return place < bytes.length ? bytes[place] : 0;
    }

    /** Whether these bytes stand here; if so, goes past them. */
    boolean skip(byte[] expected) {
        int end = at + expected.length;
        boolean stand =
                end <= bytes.length && Arrays.equals(bytes, at, end, expected, 0, expected.length);
        at = stand ? end : at;
        return stand;
    }

    boolean skip(char expected) {
        boolean stands = peek() == expected;
        at = stands ? at + 1 : at;
        return stands;
    }

    /** A whole number. */
    long integer() {
        int first = peek() == '-' ? at + 1 : at;
        int end = first;
        long value = 0;
        for (int digit = peek(end) - '0'; digit >= 0 && digit <= 9; digit = peek(end) - '0') {
            value = value * 10 + digit;
            end++;
        }
        boolean fits = end - first <= MOST_DIGITS && value >= 0;
        if (!fits || !isInteger(first, end) || !endsValue(end)) {
            return NO_INTEGER;
        }
        boolean negative = first > at;
        at = end;
        return negative ? -value : value;
    }

    private boolean isInteger(int first, int end) {
        return end > first && (bytes[first] != '0' || end == first + 1);
    }

    private boolean endsValue(int end) {
        int next = peek(end);
        return next == ',' || next == '}' || next == ']';
    }

    /** The text of a number that has a fraction; null where there is none. */
    String fraction() {
        int first = peek() == '-' ? at + 1 : at;
        int point = afterDigits(first);
        if (!isInteger(first, point) || peek(point) != '.') {
            return null;
        }
        int end = afterDigits(point + 1);
        if (end == point + 1 || !endsValue(end) || end - at > LONGEST_NUMBER) {
            return null;
        }
        String text = new String(bytes, at, end - at, ISO_8859_1);
        at = end;
        return text;
    }

    private int afterDigits(int from) {
        int end = from;
        while (peek(end) >= '0' && peek(end) <= '9') {
            end++;
        }
        return end;
    }

    /** A string; null where there is none. */
    String text(LatestText latest) {
        if (peek() != '"') {
            return null;
        }
        int from = at + 1;
        if (latest.standsIn(bytes, from)) {
            at = from + latest.length() + 1;
            return latest.text();
        }
        int end = plainUntil(from);
        if (peek(end) != '"') {
            return special(from, end);
        }
        String text = new String(bytes, from, end - from, ISO_8859_1);
        latest.keep(text, bytes, from, end - from);
        at = end + 1;
        return text;
    }

    /** Where ASCII ends that stands for itself. */
    private int plainUntil(int from) {
        int i = from;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            long special = special((long) WORD.get(bytes, i));
            if (special != 0) {
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        while (i < bytes.length && special(bytes[i]) == 0) {
            i++;
        }
        return i;
    }

    /**
     * Has the high bit of the first byte set that is a quote, a backslash, a control character or
     * beyond ASCII; those after it may have theirs set by chance.
     */
    private static long special(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        return (((quotes - ONES) & ~quotes)
                        | ((backslashes - ONES) & ~backslashes)
                        | ((word - SPACES) & ~word)
                        | word)
                & HIGHS;
    }

    private static long special(byte character) {
        return special((character & 0xFF) | (SPACES & ~0xFFL)) & 0x80;
    }

    /** A string that is not plain from {@code special} on. */
    private String special(int from, int special) {
        int end = special;
        boolean escapes = false;
        for (int next = peek(end); next != '"'; next = peek(end)) {
            if (next >= 0 && next < ' ') {
                return null;
            }
            escapes |= next == '\\';
            end = plainUntil(next == '\\' ? end + 2 : end + 1);
        }
        byte[] text = Arrays.copyOfRange(bytes, from, end);
        int length = escapes ? unescape(text) : text.length;
        if (length < 0) {
            return null;
        }
        String string = new String(text, 0, length, UTF_8);
        // It may stand for bytes that are no characters.
        if (string.indexOf('\uFFFD') >= 0) {
            return null;
        }
        at = end + 1;
        return string;
    }

    /** Resolves escapes in place and tells the length; -1 when one is wrong, or half a pair. */
    private static int unescape(byte[] text) {
        int length = 0;
        int i = 0;
        while (i < text.length) {
            if (text[i] != '\\') {
                text[length++] = text[i++];
            } else if (text[i + 1] != 'u') {
                int character = escaped(text[i + 1]);
                if (character < 0) {
                    return -1;
                }
                text[length++] = (byte) character;
                i += 2;
            } else {
                int point = codePoint(text, i);
                if (point < 0) {
                    return -1;
                }
                byte[] utf8 = Character.toString(point).getBytes(UTF_8);
                System.arraycopy(utf8, 0, text, length, utf8.length);
                length += utf8.length;
                i += point > Character.MAX_VALUE ? 12 : 6;
            }
        }
        return length;
    }

    private static int escaped(byte character) {
        return switch (character) {
            case '"', '\\', '/' -> character;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
    }

    /** The character whose escape, or pair of escapes, begins there. */
    private static int codePoint(byte[] text, int from) {
        int unit = hex(text, from);
        if (unit < 0 || !Character.isSurrogate((char) unit)) {
            return unit;
        }
        int low = hex(text, from + 6);
        return low >= 0 && Character.isSurrogatePair((char) unit, (char) low)
                ? Character.toCodePoint((char) unit, (char) low)
                : -1;
    }

    private static int hex(byte[] text, int from) {
        if (from + 6 > text.length || text[from] != '\\' || text[from + 1] != 'u') {
            return -1;
        }
        int value = 0;
        for (int i = from + 2; i < from + 6; i++) {
            int digit = Character.digit(text[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** The bytes that a string in base 64 stands for; null where there is none. */
    byte[] base64() {
        if (peek() != '"') {
            return null;
        }
        int from = at + 1;
        int end = plainUntil(from);
        if (peek(end) != '"' || (end - from) % 4 != 0) {
            return null;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(Arrays.copyOfRange(bytes, from, end));
            at = end + 1;
            return decoded;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
