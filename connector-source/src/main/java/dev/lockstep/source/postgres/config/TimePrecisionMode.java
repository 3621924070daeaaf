package dev.lockstep.source.postgres.config;

/** How {@code time.precision.mode} wants dates, times and timestamps without zone. */
public enum TimePrecisionMode {
    ADAPTIVE("adaptive"),
    ADAPTIVE_TIME_MICROSECONDS("adaptive_time_microseconds"),
    CONNECT("connect"),
    ISOSTRING("isostring"),
    MICROSECONDS("microseconds"),
    NANOSECONDS("nanoseconds");

    private final String option;

    TimePrecisionMode(String option) {
        this.option = option;
    }

    /** The value a user writes in the connector's configuration. */
    @Override
    public String toString() {
        return option;
    }
}
