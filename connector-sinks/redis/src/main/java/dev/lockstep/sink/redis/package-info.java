/**
 * The Redis sink: the connector, its task, and the target that ties the rooms together. Every write
 * is fenced by its position in one script on the server ({@code fence}), so batches are applied
 * again without harm.
 */
package dev.lockstep.sink.redis;
