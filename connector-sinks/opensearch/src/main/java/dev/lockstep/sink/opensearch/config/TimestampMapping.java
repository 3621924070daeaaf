package dev.lockstep.sink.opensearch.config;

/** What fields of timestamps are in mappings. */
public enum TimestampMapping {
    /** Milliseconds. */
    DATE,
    /** Nanoseconds, from 1970 to 2262. */
    DATE_NANOS
}
