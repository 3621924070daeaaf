package dev.lockstep.sink.redis.config;

/** What becomes of a change. */
public enum WriteMode {
    /** Rows are kept at their keys. */
    WRITE,
    /** Keys of changed rows are removed, for applications that fill them. */
    INVALIDATE,
    /** Changes are appended to streams. */
    STREAM,
    /** Changes are told to whoever listens at the moment. */
    PUBLISH
}
