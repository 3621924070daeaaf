/**
 * What keeps keys from being taken back: the scripts that compare positions and write in one step
 * on the server, and the form that positions have in them. The rule itself is in {@code rule.lua}.
 */
package dev.lockstep.sink.redis.fence;
