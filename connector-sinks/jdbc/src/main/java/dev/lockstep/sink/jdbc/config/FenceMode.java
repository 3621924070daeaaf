package dev.lockstep.sink.jdbc.config;

/** What keeps older changes from being applied after newer ones. */
public enum FenceMode {
    /** The offsets that have been applied, in a table of the target. */
    OFFSETS,
    /** The position of each row's last change, in a column of its own. */
    POSITION,
    /** Nothing: offsets are the consumer group's alone. */
    NONE
}
