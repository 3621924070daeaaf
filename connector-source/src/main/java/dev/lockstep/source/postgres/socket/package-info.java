/**
 * The socket under a replication connection, made for a flood of small frames. It knows bytes only;
 * the driver above it does log-in, TLS and framing.
 */
package dev.lockstep.source.postgres.socket;
