package dev.lockstep.sink.config;

/** Where the key of a row comes from. */
public enum KeyMode {
    /** The record's key: its fields, or a single value that {@code pk.fields} names. */
    RECORD_KEY,
    /** Columns of the row. */
    RECORD_VALUE,
    /** Headers of the record. */
    RECORD_HEADER,
    /** Topic, partition and offset: each record is a row of its own. */
    KAFKA,
    /** There is none: rows are appended. */
    NONE;

    /** Whether every record makes a row of its own, so that nothing is ever deleted. */
    public boolean appends() {
        return this == KAFKA || this == NONE;
    }
}
