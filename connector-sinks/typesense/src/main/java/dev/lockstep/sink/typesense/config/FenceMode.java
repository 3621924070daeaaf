package dev.lockstep.sink.typesense.config;

/** What keeps documents from going back to an older change. */
public enum FenceMode {
    /** Documents carry their position, which is read before they are written. */
    POSITION,
    /** Nothing but the order of the records. */
    NONE
}
