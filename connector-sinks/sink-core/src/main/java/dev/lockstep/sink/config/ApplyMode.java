package dev.lockstep.sink.config;

/** What the target's transactions are. */
public enum ApplyMode {
    /** Whatever has queued up. */
    BATCH,
    /** Whole transactions of the source. */
    TRANSACTION
}
