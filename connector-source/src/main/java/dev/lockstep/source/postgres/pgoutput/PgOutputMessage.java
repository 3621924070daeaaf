package dev.lockstep.source.postgres.pgoutput;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One message of pgoutput, protocol version 1.
 *
 * <p>LSNs and OIDs are unsigned numbers in a {@code long} and an {@code int}; all times are
 * microseconds since the UNIX epoch. Transactions come whole, one after the other, in commit order:
 * the place of a change is the commit LSN of its {@link Begin} and its number within the
 * transaction. The LSN of the frame that carries a change is no place: several changes may share
 * one, and changes of concurrent transactions interleave in the log.
 */
public sealed interface PgOutputMessage {

    /**
     * A transaction starts. Its frame's LSN is that of the transaction's first log record.
     *
     * <p>Servers from version 15 on leave out transactions without a published change.
     *
     * @param finalLsn the LSN of the commit record, equal to {@link Commit#commitLsn()}
     * @param xid an unsigned 32-bit number, without the epoch
     */
    record Begin(long finalLsn, long commitTimeMicros, long xid) implements PgOutputMessage {}

    /**
     * A transaction ends.
     *
     * @param endLsn where the commit record ends: the position to acknowledge once the transaction
     *     is stored
     */
    record Commit(long commitLsn, long endLsn, long commitTimeMicros) implements PgOutputMessage {}

    /**
     * Where a transaction came from, if it was itself replicated to this server. Follows its {@link
     * Begin}, whose frame then carries LSN 0.
     */
    record Origin(long originLsn, String name) implements PgOutputMessage {}

    /**
     * The shape of a table, sent before its first change in a session and again before the first
     * change after the shape changed. Tuples follow the relation last sent for their OID, in later
     * transactions too. The frame carries LSN 0.
     *
     * <p>It lists published columns only: no dropped ones, none outside a column list, and
     * generated ones only where the publication asks for them.
     */
    record Relation(
            int oid,
            String schema,
            String table,
            ReplicaIdentity replicaIdentity,
            List<RelationColumn> columns)
            implements PgOutputMessage {}

    /**
     * The name of a type that is not built in, sent before the {@link Relation} that uses it. The
     * frame carries LSN 0.
     *
     * @param name for the OID of a domain, schema and name of its base type
     */
    record TypeDefinition(int oid, String schema, String name) implements PgOutputMessage {}

    /** A row appeared. */
    record Insert(int relationOid, Tuple after) implements PgOutputMessage {}

    /**
     * A row changed. At most one of {@code key} and {@code old} is there; neither is if the replica
     * identity is not FULL and did not change.
     *
     * @param key the old replica identity, or null; all its other columns are NULL, whatever the
     *     row held. It may equal the new one: the server also sends it where a part of it is stored
     *     out of line
     * @param old the whole old row, or null; its out-of-line values are complete
     * @param after the new row, in which any unchanged out-of-line value is UNCHANGED, even with
     *     REPLICA IDENTITY FULL
     */
    record Update(int relationOid, Tuple key, Tuple old, Tuple after) implements PgOutputMessage {}

    /**
     * A row went. Exactly one of {@code key} and {@code old} is there.
     *
     * @param key the replica identity, or null; all its other columns are NULL, whatever the row
     *     held
     * @param old the whole row, or null; its out-of-line values are complete
     */
    record Delete(int relationOid, Tuple key, Tuple old) implements PgOutputMessage {}

    /** Tables were emptied together. Row filters do not apply to it. */
    record Truncate(List<Integer> relationOids, boolean cascade, boolean restartIdentity)
            implements PgOutputMessage {}

    /**
     * Content written by {@code pg_logical_emit_message}; sent only if {@code messages} was asked
     * for.
     *
     * @param transactional a change of the transaction around it; otherwise it stands between
     *     transactions, is sent whether or not its transaction commits, and has no commit position
     * @param content a read-only view over the frame
     */
    record LogicalMessage(boolean transactional, long lsn, String prefix, ByteBuffer content)
            implements PgOutputMessage {}
}
