package dev.lockstep.source.postgres.config;

/** How {@code decimal.handling.mode} wants numeric and money values. */
public enum DecimalMode {
    PRECISE("precise"),
    DOUBLE("double"),
    STRING("string");

    private final String option;

    DecimalMode(String option) {
        this.option = option;
    }

    /** The value a user writes in the connector's configuration. */
    @Override
    public String toString() {
        return option;
    }
}
