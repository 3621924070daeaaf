package dev.lockstep.sink.change;

import java.util.BitSet;

/**
 * The values of a row, in the order of its shape's columns. They are what the converter made of the
 * record: of a schema's Java classes where the shape has schemas, of JSON's otherwise.
 */
public final class RowImage {

    private final RowShape shape;
    private final Object[] values;
    private final RowKey key;
    private final String[] exactTexts;
    private final BitSet unavailable;

    /**
     * A row.
     *
     * @param values one per column of the shape; taken over, not copied
     * @param exactTexts the source's own text of values that their Connect type cannot carry
     *     exactly, by column; null when there are none
     * @param unavailable columns whose value is not known; null when all are
     */
    public RowImage(RowShape shape, Object[] values, String[] exactTexts, BitSet unavailable) {
        this.shape = shape;
        this.values = values;
        this.key = shape.keyOf(values, exactTexts);
        this.exactTexts = exactTexts;
        this.unavailable = unavailable;
    }

    public RowShape shape() {
        return shape;
    }

    /** The value of a column; null is SQL's NULL. */
    public Object value(int column) {
        return values[column];
    }

    /** Null where the table has no key. */
    public RowKey key() {
        return key;
    }

    public boolean hasExactTexts() {
        return exactTexts != null;
    }

    /** The text that stands for a column's value; null where the value itself is exact. */
    public String exactText(int column) {
        return exactTexts == null ? null : exactTexts[column];
    }

    /**
     * Columns whose value the record does not carry, so that the target's stays; null when there
     * are none. Not to be changed.
     */
    public BitSet unavailable() {
        return unavailable;
    }
}
