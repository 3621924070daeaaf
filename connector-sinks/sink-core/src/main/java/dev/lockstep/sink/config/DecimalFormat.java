package dev.lockstep.sink.config;

/** What decimals are in JSON. Their digits are exact either way. */
public enum DecimalFormat {
    /** Numbers, which many readers of JSON take for binary floating point. */
    NUMBER,
    /** Strings. */
    STRING
}
