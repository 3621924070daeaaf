package dev.lockstep.source.postgres.config;

/** Which images of a row {@code image} wants in events. */
public enum ImageMode {
    NEW_AND_OLD("new_and_old", true, true),
    NEW("new", false, true),
    OLD("old", true, false),
    KEYS_ONLY("keys_only", false, false);

    private final String option;
    private final boolean before;
    private final boolean after;

    ImageMode(String option, boolean before, boolean after) {
        this.option = option;
        this.before = before;
        this.after = after;
    }

    /** Whether events carry the row as it was. */
    public boolean before() {
        return before;
    }

    /** Whether events carry the row as it became. */
    public boolean after() {
        return after;
    }

    /** The value a user writes in the connector's configuration. */
    @Override
    public String toString() {
        return option;
    }
}
