package dev.lockstep.source.postgres.config;

import java.util.Locale;

/** When the rows that exist already are read. */
public enum SnapshotMode {
    /** Once, before the first change. */
    INITIAL,
    /** Once, and no change after it. */
    INITIAL_ONLY,
    /** At every start of the task. */
    ALWAYS,
    /** When there is no place to go on from. */
    WHEN_NEEDED,
    /** Not at all. */
    NO_DATA;

    /** By the name in a configuration; {@code never} is an older name of {@code no_data}. */
    static SnapshotMode of(String name) {
        return name.equalsIgnoreCase("never") ? NO_DATA : valueOf(name.toUpperCase(Locale.ROOT));
    }
}
