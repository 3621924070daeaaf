package dev.lockstep.sink.redis.config;

/** What to make of a server that may evict keys when its memory is full. */
public enum Eviction {
    /** Do not start. */
    REFUSE,
    /** Go on, though positions may be evicted. */
    ACCEPT
}
