/**
 * The bytes of logical replication as typed messages: pgoutput protocol version 1 and the copy-both
 * frames around it (PostgreSQL documentation, "Logical Replication Message Formats" and "Streaming
 * Replication Protocol").
 *
 * <p>Pure: imports {@code java.*} only, keeps no state and does no I/O. One invariant holds
 * throughout: whatever the bytes are, decoding ends in a message or in a {@link
 * dev.lockstep.source.postgres.pgoutput.MalformedMessageException}, and allocates at most a small
 * multiple of the frame.
 */
package dev.lockstep.source.postgres.pgoutput;
