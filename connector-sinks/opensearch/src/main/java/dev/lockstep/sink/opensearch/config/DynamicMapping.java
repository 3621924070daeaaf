package dev.lockstep.sink.opensearch.config;

/** What becomes of members of documents that the mapping does not know. */
public enum DynamicMapping {
    /** They become fields. */
    TRUE,
    /** They cannot be searched. */
    FALSE,
    /** Their documents are refused. */
    STRICT
}
