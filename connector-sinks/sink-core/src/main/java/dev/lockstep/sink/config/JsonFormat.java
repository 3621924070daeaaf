package dev.lockstep.sink.config;

/** What columns of JSON are in a document. */
public enum JsonFormat {
    /** Part of the document, as they are. */
    OBJECT,
    /** Strings. */
    STRING
}
