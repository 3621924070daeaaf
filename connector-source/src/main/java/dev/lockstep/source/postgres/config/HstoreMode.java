package dev.lockstep.source.postgres.config;

/** How {@code hstore.handling.mode} wants hstore values. */
public enum HstoreMode {
    JSON("json"),
    MAP("map");

    private final String option;

    HstoreMode(String option) {
        this.option = option;
    }

    /** The value a user writes in the connector's configuration. */
    @Override
    public String toString() {
        return option;
    }
}
