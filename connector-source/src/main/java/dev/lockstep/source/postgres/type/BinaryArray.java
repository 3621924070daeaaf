package dev.lockstep.source.postgres.type;

import java.util.ArrayList;
import java.util.List;

/**
 * The binary form of an array. What a list shows in full is read element by element; an array that
 * its text is needed of is spelled out.
 */
final class BinaryArray implements Parser {

    /** Dimensions, whether there are nulls, the type, then the size and bound of the only one. */
    private static final int HEADER = 5 * Integer.BYTES;

    private final ColumnReader element;
    private final Parser spelled;
    private final boolean nullable;

    /**
     * @param element reads the binary form of elements
     * @param spelled gives the value by way of the array's text
     */
    BinaryArray(ColumnReader element, Parser spelled) {
        this.element = element;
        this.spelled = spelled;
        this.nullable = element.schema().isOptional();
    }

    @Override
    public Object parse(byte[] bytes, int from, int to) {
        boolean plain =
                BinaryInts.int32At(bytes, from, to) == 1
                        && BinaryInts.int32At(bytes, from + 16, to) == 1;
        List<Object> elements = plain ? elements(bytes, from, to) : null;
        return elements == null ? spelled.parse(bytes, from, to) : elements;
    }

    /** Null where a list of the elements would not say all. */
    private List<Object> elements(byte[] bytes, int from, int to) {
        int count = BinaryInts.int32At(bytes, from + 12, to);
        BinaryInts.requireBytes(count, from + HEADER, to);
        List<Object> elements = new ArrayList<>(count);
        int at = from + HEADER;
        for (int i = 0; i < count; i++) {
            int length = BinaryInts.int32At(bytes, at, to);
            at += Integer.BYTES;
            Object value = null;
            if (length >= 0) {
                BinaryInts.requireBytes(length, at, to);
                value = element.read(bytes, at, length);
                at += length;
            }
            if (value instanceof Inexact || (value == null && !nullable)) {
                return null;
            }
            elements.add(value);
        }
        BinaryInts.requireSize(0, at, to);
        return elements;
    }
}
