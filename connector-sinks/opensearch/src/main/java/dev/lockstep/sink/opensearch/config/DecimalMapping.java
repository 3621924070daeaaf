package dev.lockstep.sink.opensearch.config;

/** What fields of decimals are in mappings. */
public enum DecimalMapping {
    /** Numbers where all digits fit, else exact values as text. */
    SCALED_FLOAT,
    /** Exact values as text. */
    KEYWORD,
    /** Numbers, rounded to binary floating point. */
    DOUBLE
}
