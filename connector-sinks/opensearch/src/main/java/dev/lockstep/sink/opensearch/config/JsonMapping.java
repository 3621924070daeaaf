package dev.lockstep.sink.opensearch.config;

/** What fields of JSON are in mappings. */
public enum JsonMapping {
    /** The server makes fields of what it finds. */
    DYNAMIC,
    /** All members are one field of exact values. */
    FLATTENED,
    /** Nothing can be searched. */
    STORED
}
