package dev.lockstep.source.postgres.record;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads one JSON object into text by name: strings without their quotes, numbers and booleans as
 * they are written, nested values as JSON; nulls are left out. Strict, and bounded in depth.
 */
final class JsonObjectReader {

    private static final int MAX_DEPTH = 32;

    private final String text;
    private int at;

    private JsonObjectReader(String text) {
        this.text = text;
    }

    /**
     * @throws IllegalArgumentException saying what is wrong and where, without the text itself
     */
    static Map<String, String> read(String text) {
        JsonObjectReader reader = new JsonObjectReader(text);
        Map<String, String> values = reader.object();
        reader.skipSpace();
        if (reader.at < text.length()) {
            throw reader.malformed("something follows the object");
        }
        return values;
    }

    private Map<String, String> object() {
        Map<String, String> values = new LinkedHashMap<>();
        expect('{');
        if (peek() == '}') {
            at++;
            return values;
        }
        do {
            skipSpace();
            String name = string();
            expect(':');
            String value = value();
            if (value != null) {
                values.put(name, value);
            }
        } while (another('}'));
        return values;
    }

    /** Null for a null. */
    private String value() {
        char first = peek();
        if (first == '"') {
            return string();
        }
        int start = at;
        skipValue(0);
        String raw = text.substring(start, at);
        return raw.equals("null") ? null : raw;
    }

    private void skipValue(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("it is nested too deeply");
        }
        switch (peek()) {
            case '"' -> string();
            case '{' -> skipMembers(depth);
            case '[' -> skipElements(depth);
            default -> skipLiteral();
        }
    }

    private void skipMembers(int depth) {
        at++;
        if (peek() == '}') {
            at++;
            return;
        }
        do {
            skipSpace();
            string();
            expect(':');
            skipValue(depth + 1);
        } while (another('}'));
    }

    private void skipElements(int depth) {
        at++;
        if (peek() == ']') {
            at++;
            return;
        }
        do {
            skipValue(depth + 1);
        } while (another(']'));
    }

    private void skipLiteral() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String literal = text.substring(start, at);
        if (!literal.matches("true|false|null|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
            at = start;
            throw malformed("a value was expected");
        }
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return value.toString();
            } else if (c == '\\') {
                value.append(escaped());
            } else if (c < ' ') {
                throw malformed("a string holds a control character");
            } else {
                value.append(c);
            }
        }
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw malformed("a string holds an unknown escape");
        };
    }

    private char unit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw malformed("a string holds an unknown escape");
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    /** Whether a comma follows; else takes the end. */
    private boolean another(char end) {
        char c = peek();
        at++;
        if (c != ',' && c != end) {
            throw malformed("a comma or " + end + " was expected");
        }
        return c == ',';
    }

    private void expect(char c) {
        if (peek() != c) {
            throw malformed(c + " was expected");
        }
        at++;
    }

    private char peek() {
        skipSpace();
        if (at >= text.length()) {
            throw malformed("it ends too early");
        }
        return text.charAt(at);
    }

    private char next() {
        if (at >= text.length()) {
            throw malformed("it ends too early");
        }
        return text.charAt(at++);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException malformed(String cause) {
        return new IllegalArgumentException(cause + " at character " + (at + 1));
    }
}
