package dev.lockstep.sink.jdbc.config;

/** What is done about MySQL's tables with a second unique index. */
public enum SecondaryIndexes {
    /** They are refused. */
    REFUSE,
    /** Rows are updated and, where there were none, inserted, in two statements. */
    CHECK
}
