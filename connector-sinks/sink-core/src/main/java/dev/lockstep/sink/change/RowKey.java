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

    static RowKey of(int[] indexes, Object[] row) {
        Object[] values = new Object[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            values[i] = row[indexes[i]];
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
