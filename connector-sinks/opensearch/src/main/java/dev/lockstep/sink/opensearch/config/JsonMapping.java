package dev.lockstep.sink.opensearch.config;

/** What fields of JSON are in mappings. */
public enum JsonMapping {
    /** Each member is a field, of the type that its first value suggests. */
    OBJECT,
    /** All members are one field of exact values. */
    FLATTENED,
    /** Nothing can be searched. */
    STORED
}
