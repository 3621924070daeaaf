package dev.lockstep.source.postgres.type;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of an array, read element by element. A list cannot show more than one dimension, nor
 * where a lower bound other than 1 starts to count: such arrays are inexact, and so is one with an
 * inexact element.
 */
final class ArrayParser implements Parser {

    private final ColumnReader element;
    private final byte delimiter;
    private final boolean nullable;

    /** Holds an element that the array's text escapes. */
    private byte[] unescaped = new byte[64];

    private byte[] text;
    private int at;
    private int end;
    private boolean exact;

    ArrayParser(ColumnReader element, char delimiter) {
        this.element = element;
        this.delimiter = (byte) delimiter;
        this.nullable = element.schema().isOptional();
    }

    @Override
    public Object parse(byte[] buffer, int from, int to) {
        text = buffer;
        end = to;
        int open = afterBounds(from, to);
        if (to - open < 2 || text[open] != '{' || text[to - 1] != '}') {
            throw new MalformedTextException();
        }
        if (text[open + 1] == '{') {
            return AsciiText.inexact(null, buffer, from, to);
        }
        at = open + 1;
        exact = open == from;
        List<Object> elements = elements();
        return exact ? elements : AsciiText.inexact(elements, buffer, from, to);
    }

    /** Skips {@code [0:1]=}. */
    private int afterBounds(int from, int to) {
        int i = from;
        if (i < to && text[i] == '[') {
            while (i < to && text[i] != '=') {
                i++;
            }
            i++;
        }
        return i;
    }

    /** The elements, or null if one is NULL where null is not allowed. */
    private List<Object> elements() {
        List<Object> elements = new ArrayList<>();
        boolean sound = true;
        if (text[at] == '}') {
            at++;
        } else {
            do {
                Object value = element();
                sound &= value != null || nullable;
                elements.add(value);
            } while (isDelimited());
        }
        if (at != end) {
            throw new MalformedTextException();
        }
        exact &= sound;
        return sound ? elements : null;
    }

    /** Steps over the delimiter, or over the brace that ends the array. */
    private boolean isDelimited() {
        if (at == end || (text[at] != delimiter && text[at] != '}')) {
            throw new MalformedTextException();
        }
        return text[at++] == delimiter;
    }

    private Object element() {
        if (at < end && text[at] == '"') {
            return quoted();
        }
        int from = at;
        while (at < end && text[at] != delimiter && text[at] != '}') {
            if (text[at] == '"' || text[at] == '\\' || text[at] == '{') {
                throw new MalformedTextException();
            }
            at++;
        }
        if (at == from) {
            throw new MalformedTextException();
        }
        return AsciiText.is("NULL", text, from, at) ? null : value(text, from, at - from);
    }

    private Object quoted() {
        int from = ++at;
        while (at < end && text[at] != '"' && text[at] != '\\') {
            at++;
        }
        if (at < end && text[at] == '"') {
            return value(text, from, at++ - from);
        }
        return escaped(from);
    }

    private Object escaped(int from) {
        if (unescaped.length < end - from) {
            unescaped = new byte[(end - from) * 2];
        }
        int length = at - from;
        System.arraycopy(text, from, unescaped, 0, length);
        while (at < end && text[at] != '"') {
            if (text[at] == '\\') {
                at++;
            }
            if (at == end) {
                throw new MalformedTextException();
            }
            unescaped[length++] = text[at++];
        }
        if (at == end) {
            throw new MalformedTextException();
        }
        at++;
        return value(unescaped, 0, length);
    }

    private Object value(byte[] buffer, int from, int length) {
        Object value = element.read(buffer, from, length);
        if (value instanceof Inexact inexact) {
            exact = false;
            return inexact.nearest();
        }
        return value;
    }
}
