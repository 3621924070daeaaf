package dev.lockstep.sink.jdbc.config;

/** What is done with a row that is there after a change. */
public enum InsertMode {
    /** Inserted, or updated where its key is there already. */
    UPSERT,
    /** Inserted, always. */
    INSERT,
    /** Updated, where its key is there. */
    UPDATE
}
