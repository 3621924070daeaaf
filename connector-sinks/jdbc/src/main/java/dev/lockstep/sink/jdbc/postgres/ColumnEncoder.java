package dev.lockstep.sink.jdbc.postgres;

/** Encodes the values of one column. Used by one thread. */
interface ColumnEncoder {

    /**
     * Appends the length of a value and its binary form.
     *
     * @param value not null
     * @throws UnfitValueException when it cannot be in the column
     */
    void encode(Object value, WireBytes out);
}
