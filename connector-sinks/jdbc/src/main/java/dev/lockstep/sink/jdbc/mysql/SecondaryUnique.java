package dev.lockstep.sink.jdbc.mysql;

/**
 * What happens with upserts into a table that has another unique index besides the one on the key.
 *
 * <p>{@code INSERT … ON DUPLICATE KEY UPDATE} updates the row that stands in its way by any unique
 * index, so that it may change a row of another key without an error.
 */
public enum SecondaryUnique {
    /** The table is refused at its first upsert. */
    REFUSE,
    /** Rows are updated by their key, and inserted where there were none: a clash is an error. */
    CHECK
}
