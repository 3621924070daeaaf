package dev.lockstep.sink.config;

/** What becomes of a record that cannot be applied. */
public enum ErrorsPolicy {
    /** The task fails. */
    FAIL,
    /** It goes to the dead-letter queue. */
    REPORT,
    /** It is left out, with a line in the log. */
    SKIP
}
