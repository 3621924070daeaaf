package dev.lockstep.source.postgres.type;

import org.apache.kafka.connect.data.Schema;

/**
 * Turns the text, or the binary form, of one column's values into Connect values. Compiled once per
 * column of a relation version, then called by one thread only: the task thread.
 */
public interface ColumnReader {

    /** The name of the column's type, for messages. */
    String typeName();

    /** The schema of the column's field. */
    Schema schema();

    /**
     * Reads a value that is not NULL.
     *
     * @param buffer holds the text in UTF-8, or the binary form
     * @return the value, or an {@link Inexact} where the schema cannot carry it exactly
     * @throws UnreadableValueException if the bytes are not of the column's type
     */
    Object read(byte[] buffer, int offset, int length);

    /**
     * What stands in the field for an unchanged TOAST value that the log did not carry: a
     * placeholder where the schema can hold one, else null, or a neutral value where null is not
     * allowed.
     */
    Object unavailable();
}
