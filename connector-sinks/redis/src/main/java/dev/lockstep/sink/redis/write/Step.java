package dev.lockstep.sink.redis.write;

/** A part of a batch that is done before the next one begins. */
interface Step {

    /** Does what is left of it. What fails is thrown; what is refused is noted. */
    void run();
}
