package dev.lockstep.sink.redis.connection;

import redis.clients.jedis.exceptions.JedisDataException;

/** One command whose keys are all of one slot. It is encoded anew each time it is sent. */
public interface Call {

    /** Of its keys. */
    int slot();

    /** Appends the command: exactly one. */
    void encode(CommandBuffer out);

    /**
     * The server has done it.
     *
     * @param answer a Long, bytes, a list of answers, or null
     */
    void answered(Object answer);

    /**
     * The server has refused what the command holds, for a reason that another attempt does not
     * change.
     *
     * @return whether the call has dealt with it; otherwise the batch fails
     */
    default boolean refused(JedisDataException error) {
        return false;
    }
}
