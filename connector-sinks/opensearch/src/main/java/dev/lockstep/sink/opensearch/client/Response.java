package dev.lockstep.sink.opensearch.client;

/**
 * The answer to a request that was taken.
 *
 * @param body bounded in size; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Response(int status, byte[] body) {}
