package dev.lockstep.transform.document;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON object: objects as maps in the order of the text, arrays as lists, whole numbers
 * as Long (or BigInteger), others as Double.
 */
final class DocumentReader {

    private static final int MAX_DEPTH = 200;

    private final String text;
    private int at;
    private int depth;

    private DocumentReader(String text) {
        this.text = text;
    }

    static Map<String, Object> read(String text) {
        DocumentReader reader = new DocumentReader(text);
        reader.skipSpace();
        if (reader.at == text.length() || text.charAt(reader.at) != '{') {
            throw reader.error("No object");
        }
        Map<String, Object> document = reader.object();
        reader.skipSpace();
        if (reader.at < text.length()) {
            throw reader.error("More than one object");
        }
        return document;
    }

    private Object value() {
        skipSpace();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        descend();
        Map<String, Object> object = new LinkedHashMap<>();
        at++;
        if (!ends('}')) {
            do {
                skipSpace();
                String name = string();
                skipSpace();
                expect(':');
                object.put(name, value());
            } while (goesOn('}'));
        }
        depth--;
        return object;
    }

    private List<Object> array() {
        descend();
        List<Object> array = new ArrayList<>();
        at++;
        if (!ends(']')) {
            do {
                array.add(value());
            } while (goesOn(']'));
        }
        depth--;
        return array;
    }

    private void descend() {
        if (++depth > MAX_DEPTH) {
            throw error("Nested too deep");
        }
    }

    private boolean ends(char end) {
        skipSpace();
        if (peek() != end) {
            return false;
        }
        at++;
        return true;
    }

    private boolean goesOn(char end) {
        if (ends(end)) {
            return false;
        }
        expect(',');
        return true;
    }

    private Object literal(String name, Object value) {
        if (!text.startsWith(name, at)) {
            throw error("No value");
        }
        at += name.length();
        return value;
    }

    private Object number() {
        int from = at;
        boolean whole = true;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            whole &= ".eE".indexOf(text.charAt(at)) < 0;
            at++;
        }
        String digits = text.substring(from, at);
        try {
            if (!whole) {
                return Double.valueOf(digits);
            }
            BigInteger number = new BigInteger(digits);
            return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
        } catch (NumberFormatException e) {
            at = from;
            throw error("No value");
        }
    }

    private String string() {
        expect('"');
        int end = at;
        while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\\') {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '"') {
            String plain = text.substring(at, end);
            at = end + 1;
            return plain;
        }
        return escaped();
    }

    private String escaped() {
        StringBuilder string = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            string.append(c == '\\' ? escape(next()) : c);
        }
        return string.toString();
    }

    private char escape(char c) {
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw error("Unknown escape");
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw error("Unknown escape");
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void expect(char c) {
        if (peek() != c) {
            throw error("Expected " + c);
        }
        at++;
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private char peek() {
        if (at >= text.length()) {
            throw error("Unexpected end");
        }
        return text.charAt(at);
    }

    private DocumentException error(String reason) {
        return new DocumentException(reason, at);
    }
}
