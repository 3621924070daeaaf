package dev.lockstep.source.postgres.config;

/** How {@code interval.handling.mode} wants interval values. */
public enum IntervalMode {
    NUMERIC("numeric"),
    STRING("string");

    private final String option;

    IntervalMode(String option) {
        this.option = option;
    }

    /** The value a user writes in the connector's configuration. */
    @Override
    public String toString() {
        return option;
    }
}
