package dev.lockstep.sink.change;

import java.util.Arrays;

/** The values of a row's key columns, to be compared and hashed. */
public final class RowKey {

    private final Object[] values;
    private final int hash;

    private RowKey(Object[] values) {
        this.values = values;
        this.hash = Arrays.deepHashCode(values);
    }

    /** Where there is an exact text it stands for the value, which may be null. */
    static RowKey of(int[] indexes, Object[] row, String[] exactTexts) {
        Object[] values = new Object[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            int column = indexes[i];
            boolean told = exactTexts != null && exactTexts[column] != null;
            values[i] = told ? exactTexts[column] : row[column];
        }
        return new RowKey(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey key
                && hash == key.hash
                && Arrays.deepEquals(values, key.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
