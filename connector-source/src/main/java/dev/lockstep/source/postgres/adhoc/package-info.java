/**
 * Snapshots that users ask for while the connector streams: chunks of rows, read by a thread of
 * their own and put into the stream at the place of a watermark that follows them in the log.
 *
 * <p>Invariant: a row leaves at its watermark only if it contains every change of its key that the
 * log holds before the watermark. What a chunk does not contain is decided by the snapshot under
 * which it was read, transaction by transaction, never by the time or the order of two watermarks.
 */
package dev.lockstep.source.postgres.adhoc;
