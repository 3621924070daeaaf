/**
 * The way from the server's socket to the task: {@link
 * dev.lockstep.source.postgres.stream.ReplicationStream} speaks the replication protocol, {@link
 * dev.lockstep.source.postgres.stream.LogReader} decodes on a thread of its own, {@link
 * dev.lockstep.source.postgres.stream.LogQueue} hands over to the task thread and bounds memory.
 * Entries leave in the order in which the server sent them, which is commit order.
 */
package dev.lockstep.source.postgres.stream;
