package dev.lockstep.sink.opensearch.config;

/** What becomes of the document of a deleted row. */
public enum DeleteMode {
    /** A document that readers do not see takes its place, for a while. */
    SOFT,
    /** It is deleted. */
    HARD
}
