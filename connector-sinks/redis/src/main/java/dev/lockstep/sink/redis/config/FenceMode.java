package dev.lockstep.sink.redis.config;

/** What keeps older changes from being applied after newer ones. */
public enum FenceMode {
    /** The position of each key's last change, in a key beside it. */
    POSITION,
    /** Nothing. */
    NONE
}
