package dev.lockstep.sink.redis.config;

/** What rows are written as. */
public enum ValueFormat {
    /** A JSON text in a string. */
    STRING,
    /** A hash with a field per column. */
    HASH,
    /** A document of RedisJSON. */
    JSON
}
