/**
 * The options of the Redis sink, sealed once read: plain values for the rest. A leaf; those that
 * all sinks have come from sink-core.
 */
package dev.lockstep.sink.redis.config;
