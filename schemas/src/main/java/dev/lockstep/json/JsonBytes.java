package dev.lockstep.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A growing buffer of JSON text in UTF-8, escaped as Jackson escapes: control characters, quotes
 * and backslashes, and every surrogate, so that the text is valid whatever a string holds. For one
 * thread.
 */
public final class JsonBytes {

    private static final int INITIAL = 1 << 10;

    /** A buffer that a huge value has blown up beyond this is not kept. */
    private static final int RETAINED = 1 << 20;

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final byte[] HEX = ascii("0123456789ABCDEF");
    private static final byte[] BASE64 =
            ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    private static final int MAX_BASE64_OF_LONG = 12;
    private static final byte[] LONG_MIN = ascii(Long.toString(Long.MIN_VALUE));
    private static final int MAX_LONG_DIGITS = 20;
    private static final long[] POWERS = powers();

    /** The digits of 0 to 99, two of each. */
    private static final byte[] PAIRS = pairs();

    private static final int MAX_ESCAPE = 6;

    /** By ASCII character: 0 for itself, a letter after a backslash, or -1 for a code. */
    private static final byte[] ESCAPES = escapes();

    private byte[] bytes = new byte[INITIAL];
    private int length;

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[128];
        Arrays.fill(escapes, 0, 0x20, (byte) -1);
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }

    /** Makes it empty. */
    public void clear() {
        if (bytes.length > RETAINED) {
            bytes = new byte[INITIAL];
        }
        length = 0;
    }

    /** A copy of what has been written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    public int length() {
        return length;
    }

    /** What has been written since the length was this. */
    public byte[] since(int from) {
        return Arrays.copyOfRange(bytes, from, length);
    }

    /** Forgets what has been written since the length was this. */
    public void cut(int to) {
        length = Math.min(length, to);
    }

    /** Copies what has been written to where there is room for it. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, length);
    }

    /** Appends bytes as they are. */
    public void raw(byte[] text) {
        ensure(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    /** Appends a text that is appended often. */
    void raw(Fragment text) {
        byte[] words = text.words();
        ensure(words.length);
        byte[] target = bytes;
        int at = length;
        for (int i = 0; i < words.length; i += Long.BYTES) {
            WORD.set(target, at + i, (long) WORD.get(words, i));
        }
        length = at + text.length();
    }

    public void raw(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
    }

    /** Digits and the like, which need no escape. */
    public void raw(String ascii) {
        int count = ascii.length();
        ensure(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
    }

    /** A whole number. */
    public void number(long value) {
        if (value == Long.MIN_VALUE) {
            raw(LONG_MIN);
            return;
        }
        ensure(MAX_LONG_DIGITS);
        long rest = value;
        if (rest < 0) {
            bytes[length++] = '-';
            rest = -rest;
        }
        int end = length + digits(rest);
        length = end;
        while (rest >= 100) {
            long quotient = rest / 100;
            int pair = (int) (rest - quotient * 100) << 1;
            bytes[--end] = PAIRS[pair + 1];
            bytes[--end] = PAIRS[pair];
            rest = quotient;
        }
        int pair = (int) rest << 1;
        bytes[--end] = PAIRS[pair + 1];
        if (rest >= 10) {
            bytes[--end] = PAIRS[pair];
        }
    }

    /** How many digits a number has: by its bits to one too few at most. */
    private static int digits(long positive) {
        int least = ((64 - Long.numberOfLeadingZeros(positive | 1)) * 1233) >> 12;
        return least < POWERS.length && positive >= POWERS[least] ? least + 1 : Math.max(1, least);
    }

    private static byte[] pairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }

    private static long[] powers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    /** A number, or a string where JSON has no number for it. */
    public void number(double value) {
        if (Double.isFinite(value)) {
            raw(Double.toString(value));
        } else {
            string(Double.toString(value));
        }
    }

    /** A number, or a string where JSON has no number for it. */
    public void number(float value) {
        if (Float.isFinite(value)) {
            raw(Float.toString(value));
        } else {
            string(Float.toString(value));
        }
    }

    /** A string of Base64, padded. */
    public void base64(byte[] value) {
        raw('"');
        raw(Base64.getEncoder().encode(value));
        raw('"');
    }

    /** A string of Base64, padded, of the fewest bytes in two's complement that hold a number. */
    void base64(long value) {
        ensure(2 + MAX_BASE64_OF_LONG);
        byte[] target = bytes;
        int at = length;
        target[at++] = '"';
        long magnitude = value < 0 ? ~value : value;
        int left = 1 + (Long.SIZE - Long.numberOfLeadingZeros(magnitude)) / Byte.SIZE;
        // From the highest byte down, three bytes to four characters.
        long rest = value << (Long.SIZE - left * Byte.SIZE);
        for (; left > 0; left -= 3) {
            target[at++] = BASE64[(int) (rest >>> 58)];
            target[at++] = BASE64[(int) (rest >>> 52) & 0x3F];
            target[at++] = left > 1 ? BASE64[(int) (rest >>> 46) & 0x3F] : (byte) '=';
            target[at++] = left > 2 ? BASE64[(int) (rest >>> 40) & 0x3F] : (byte) '=';
            rest <<= 24;
        }
        target[at++] = '"';
        length = at;
    }

    /** A string in quotes, escaped. */
    public void string(String text) {
        int count = text.length();
        ensure(count + 2);
        byte[] target = bytes;
        int at = length;
        target[at++] = '"';
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c < 0x80 && ESCAPES[c] == 0) {
                target[at++] = (byte) c;
            } else {
                length = at;
                special(c);
                ensure(count - i);
                target = bytes;
                at = length;
            }
        }
        target[at++] = '"';
        length = at;
    }

    /** JSON text that is known to be valid; line breaks between its tokens become spaces. */
    public void json(String text) {
        int count = text.length();
        ensure(count + MAX_ESCAPE);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                beyondAscii(c);
                ensure(count - i + MAX_ESCAPE);
            } else {
                bytes[length++] = (byte) (c == '\n' || c == '\r' ? ' ' : c);
            }
        }
    }

    /** A character that does not stand for itself. */
    private void special(char c) {
        ensure(MAX_ESCAPE);
        if (c >= 0x80) {
            beyondAscii(c);
        } else if (ESCAPES[c] > 0) {
            bytes[length++] = '\\';
            bytes[length++] = ESCAPES[c];
        } else {
            code(c);
        }
    }

    private void beyondAscii(char c) {
        if (c < 0x800) {
            bytes[length++] = (byte) (0xC0 | (c >> 6));
            bytes[length++] = (byte) (0x80 | (c & 0x3F));
        } else if (Character.isSurrogate(c)) {
            code(c);
        } else {
            bytes[length++] = (byte) (0xE0 | (c >> 12));
            bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
            bytes[length++] = (byte) (0x80 | (c & 0x3F));
        }
    }

    private void code(char c) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(c >> shift) & 0xF];
        }
    }

    private void ensure(int more) {
        if (more > bytes.length - length) {
            grow(more);
        }
    }

    private void grow(int more) {
        int needed = Math.addExact(length, more);
        bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, needed * 2L));
    }
}
