package dev.lockstep.sink.redis.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON strings as the texts that they stand for. */
final class JsonStrings {

    private static final int CODE_DIGITS = 4;
    private static final int HEX_BASE = 16;

    private JsonStrings() {}

    /** The bytes of a value: of a string what stands in quotes, of anything else itself. */
    static byte[] plain(byte[] value) {
        if (value.length < 2 || value[0] != '"') {
            return value;
        }
        for (byte b : value) {
            if (b == '\\') {
                return unquoted(value, 0, value.length).getBytes(StandardCharsets.UTF_8);
            }
        }
        return Arrays.copyOfRange(value, 1, value.length - 1);
    }

    /** The text of a string with its quotes. */
    static String unquoted(byte[] text, int from, int to) {
        String quoted = new String(text, from + 1, to - from - 2, StandardCharsets.UTF_8);
        if (quoted.indexOf('\\') < 0) {
            return quoted;
        }
        StringBuilder plain = new StringBuilder(quoted.length());
        int i = 0;
        while (i < quoted.length()) {
            char c = quoted.charAt(i++);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escaped = quoted.charAt(i++);
            if (escaped == 'u') {
                plain.append((char) Integer.parseInt(quoted, i, i + CODE_DIGITS, HEX_BASE));
                i += CODE_DIGITS;
            } else {
                plain.append(unescaped(escaped));
            }
        }
        return plain.toString();
    }

    private static char unescaped(char letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }
}
