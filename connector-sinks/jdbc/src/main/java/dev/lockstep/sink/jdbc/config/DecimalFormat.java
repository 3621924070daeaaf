package dev.lockstep.sink.jdbc.config;

/** How decimals are written in JSON without schemas. */
public enum DecimalFormat {
    /** As numbers, or texts of numbers. */
    NUMERIC,
    /** As unscaled bytes in base 64, with the scale of the target's column. */
    BASE64
}
