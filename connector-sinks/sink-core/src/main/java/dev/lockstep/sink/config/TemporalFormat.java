package dev.lockstep.sink.config;

/** What dates and timestamps are in JSON. */
public enum TemporalFormat {
    /** Strings by ISO 8601, with all their digits. */
    ISO(0),
    /** Seconds since 1970; finer digits are cut off. */
    EPOCH_SECONDS(1),
    /** Milliseconds since 1970; finer digits are cut off. */
    EPOCH_MILLIS(1_000),
    /** Microseconds since 1970; finer digits are cut off. */
    EPOCH_MICROS(1_000_000);

    private final int unitsPerSecond;

    TemporalFormat(int unitsPerSecond) {
        this.unitsPerSecond = unitsPerSecond;
    }

    /** 0 where they are no numbers. */
    public int unitsPerSecond() {
        return unitsPerSecond;
    }
}
