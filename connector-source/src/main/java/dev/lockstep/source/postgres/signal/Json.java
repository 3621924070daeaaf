package dev.lockstep.source.postgres.signal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes the small JSON texts of signals and of stored progress, as maps, lists, strings,
 * numbers, booleans and nulls. The archive carries no JSON library, and a worker's is not ours.
 */
public final class Json {

    /** The text is not JSON; the message has the place and nothing of the text. */
    public static final class MalformedJsonException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedJsonException(String message) {
            super(message);
        }
    }

    /** Deeper nesting than any signal has. */
    private static final int MAX_DEPTH = 50;

    private final String text;
    private int at;
    private int depth;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads one value.
     *
     * @throws MalformedJsonException when the text is not exactly one
     */
    public static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        if (json.skipSpace() != -1) {
            throw json.malformed("the text goes on after the value");
        }
        return value;
    }

    private Object value() {
        int next = skipSpace();
        return switch (next) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        enter();
        Map<String, Object> object = new LinkedHashMap<>();
        if (skipSpace() == '}') {
            leave();
            return object;
        }
        while (true) {
            if (skipSpace() != '"') {
                throw malformed("a name is expected");
            }
            String name = string();
            expect(':');
            object.put(name, value());
            if (skipSpace() == '}') {
                leave();
                return object;
            }
            expect(',');
        }
    }

    private List<Object> array() {
        enter();
        List<Object> array = new ArrayList<>();
        if (skipSpace() == ']') {
            leave();
            return array;
        }
        while (true) {
            array.add(value());
            if (skipSpace() == ']') {
                leave();
                return array;
            }
            expect(',');
        }
    }

    private void enter() {
        at++;
        if (++depth > MAX_DEPTH) {
            throw malformed("it is nested too deeply");
        }
    }

    private void leave() {
        at++;
        depth--;
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        at++;
        while (true) {
            char character = next();
            if (character == '"') {
                return out.toString();
            }
            if (character < ' ') {
                throw malformed("a string holds a control character");
            }
            out.append(character == '\\' ? escaped() : character);
        }
    }

    private char escaped() {
        char character = next();
        int index = "\"\\/bfnrt".indexOf(character);
        if (index >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(index);
        }
        if (character != 'u' || at + 4 > text.length()) {
            throw malformed("an escape is unknown");
        }
        try {
            int code = Integer.parseInt(text, at, at + 4, 16);
            at += 4;
            return (char) code;
        } catch (NumberFormatException e) {
            throw malformed("an escape is not hexadecimal");
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw malformed("a value is expected");
        }
        at += word.length();
        return value;
    }

    /** Integers as Long, all others as Double. */
    private Object number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        try {
            return number.matches("-?\\d+")
                    ? (Object) Long.valueOf(number)
                    : Double.valueOf(number);
        } catch (NumberFormatException e) {
            throw malformed("a value is expected");
        }
    }

    private char next() {
        if (at >= text.length()) {
            throw malformed("it ends too early");
        }
        return text.charAt(at++);
    }

    private void expect(char character) {
        if (skipSpace() != character) {
            throw malformed("'" + character + "' is expected");
        }
        at++;
    }

    /** The next character that is no space, not taken yet; -1 at the end. */
    private int skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : -1;
    }

    private MalformedJsonException malformed(String what) {
        return new MalformedJsonException(what + " at character " + at);
    }

    /** The text of a value made of maps, lists, strings, numbers, booleans and nulls. */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> object) {
            char separator = '{';
            for (Map.Entry<?, ?> entry : object.entrySet()) {
                write(entry.getKey().toString(), out.append(separator));
                write(entry.getValue(), out.append(':'));
                separator = ',';
            }
            out.append(separator == '{' ? "{}" : "}");
        } else if (value instanceof List<?> array) {
            char separator = '[';
            for (Object element : array) {
                write(element, out.append(separator));
                separator = ',';
            }
            out.append(separator == '[' ? "[]" : "]");
        } else if (value instanceof String string) {
            write(string, out);
        } else {
            out.append(value);
        }
    }

    private static void write(String string, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char character = string.charAt(i);
            if (character == '"' || character == '\\') {
                out.append('\\').append(character);
            } else if (character < ' ') {
                out.append("\\u00")
                        .append(Character.forDigit(character >> 4, 16))
                        .append(Character.forDigit(character & 0xF, 16));
            } else {
                out.append(character);
            }
        }
        out.append('"');
    }
}
