package dev.lockstep.sink.jdbc.config;

/** What becomes of a target's column that the source has dropped. */
public enum SchemaEvolution {
    /** It stays, and accepts NULL. */
    IGNORE,
    /** It is dropped. */
    DROP
}
