package dev.lockstep.sink.document;

/** What a value is in a document. */
public enum JsonType {
    BOOLEAN,
    /** A number; of floating point, a string where JSON has no number for it. */
    NUMBER,
    STRING,
    OBJECT,
    /** Whatever the value is. */
    ANY
}
