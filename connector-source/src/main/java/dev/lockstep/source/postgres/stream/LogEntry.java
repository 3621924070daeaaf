package dev.lockstep.source.postgres.stream;

import dev.lockstep.source.postgres.pgoutput.PgOutputMessage;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;

/**
 * What the log reader hands to the task. Between a change and the {@link Commit} of its transaction
 * come only entries of that transaction.
 */
public sealed interface LogEntry {

    /** The memory that the entry holds on to, in bytes. */
    default int bytes() {
        return 64;
    }

    /**
     * A transaction, shared by its entries.
     *
     * @param commitLsn the LSN of its commit record: its place among all transactions
     * @param commitTimeMicros since the Unix epoch
     * @param xid the transaction's id; 0 for a message outside of any transaction
     * @param origin where the transaction was replicated from; null for the server itself
     */
    record Transaction(long commitLsn, long commitTimeMicros, long xid, Origin origin) {}

    /** A replication origin: its name and the commit LSN there. */
    record Origin(String name, long lsn) {}

    /**
     * An insert, update, delete, truncate or logical message.
     *
     * @param lsn where the change stands in the log; several changes may share one
     */
    record Change(Transaction transaction, long lsn, PgOutputMessage message, int bytes)
            implements LogEntry {}

    /**
     * The definition of a table, valid for the changes that follow, in later transactions too.
     *
     * @param relation as the log described it
     */
    record Definition(Transaction transaction, Relation relation) implements LogEntry {}

    /**
     * The end of a transaction, all of whose changes came before.
     *
     * @param endLsn where the log goes on after the commit record
     */
    record Commit(Transaction transaction, long endLsn) implements LogEntry {}

    /**
     * The server has nothing more for us before this place. Comes between transactions only.
     *
     * @param walEnd every transaction that committed before it has been handed over
     */
    record Idle(long walEnd) implements LogEntry {}
}
