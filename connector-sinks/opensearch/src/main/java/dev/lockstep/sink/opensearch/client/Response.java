package dev.lockstep.sink.opensearch.client;

/**
 * The answer to a request that was taken.
 *
 * @param body bounded in size; empty where there is none
 */
public record Response(int status, byte[] body) {}
