package dev.lockstep.sink.opensearch.config;

/** What fields of texts are in mappings. */
public enum StringMapping {
    /** Searched by words, with a field {@code keyword} inside for exact values. */
    TEXT,
    /** Exact values. */
    KEYWORD
}
