package dev.lockstep.source.postgres.stream;

import dev.lockstep.source.postgres.pgoutput.PgOutputDecoder;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Begin;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.LogicalMessage;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.pgoutput.ReplicationFrame.XLogData;
import dev.lockstep.source.postgres.stream.LogEntry.Change;
import dev.lockstep.source.postgres.stream.LogEntry.Commit;
import dev.lockstep.source.postgres.stream.LogEntry.Definition;
import dev.lockstep.source.postgres.stream.LogEntry.Origin;
import dev.lockstep.source.postgres.stream.LogEntry.Transaction;
import java.sql.SQLException;

/**
 * Turns the frames of one stream into entries, each with its transaction. Used by one thread, the
 * log reader's.
 */
public final class EntryDecoder {

    /** Where entries go; may wait for room. */
    public interface Sink {
        void put(LogEntry entry) throws SQLException, InterruptedException;
    }

    /** What one entry costs besides its frame: the objects of the decoded change. */
    private static final int ENTRY_OVERHEAD = 160;

    /** Log records are aligned to this; each is longer. */
    private static final int ALIGNMENT = 8;

    private final Sink sink;

    private Transaction transaction;

    public EntryDecoder(Sink sink) {
        this.sink = sink;
    }

    /** Whether the frames so far end inside a transaction. */
    boolean isInTransaction() {
        return transaction != null;
    }

    /** Takes a frame of XLogData. */
    public void accept(byte[] frame) throws SQLException, InterruptedException {
        PgOutputMessage message =
                PgOutputDecoder.decode(
                        frame, XLogData.HEADER_LENGTH, frame.length - XLogData.HEADER_LENGTH);
        if (message instanceof Begin begin) {
            checkBetweenTransactions();
            transaction =
                    new Transaction(begin.finalLsn(), begin.commitTimeMicros(), begin.xid(), null);
        } else if (message instanceof PgOutputMessage.Commit commit) {
            sink.put(new Commit(open(), commit.endLsn()));
            transaction = null;
        } else if (message instanceof Relation relation) {
            sink.put(new Definition(open(), relation));
        } else if (message instanceof PgOutputMessage.Origin origin) {
            Transaction current = open();
            transaction =
                    new Transaction(
                            current.commitLsn(),
                            current.commitTimeMicros(),
                            current.xid(),
                            new Origin(origin.name(), origin.originLsn()));
        } else if (message instanceof LogicalMessage logical && !logical.transactional()) {
            outsideTransaction(logical, frame.length);
        } else if (!(message instanceof PgOutputMessage.TypeDefinition)) {
            // A type's name comes from the catalog with everything else about the type.
            long lsn = XLogData.walStart(frame, 0);
            sink.put(new Change(open(), lsn, message, frame.length + ENTRY_OVERHEAD));
        }
    }

    /**
     * Such a message stands in the log between commits: a transaction of its own to readers. The
     * server gives the end of its record, where the commit record of the next transaction may
     * start; so its place in the commit order is the last one inside its own record.
     */
    private void outsideTransaction(LogicalMessage message, int length)
            throws SQLException, InterruptedException {
        checkBetweenTransactions();
        Transaction own = new Transaction(message.lsn() - ALIGNMENT, 0, 0, null);
        sink.put(new Change(own, message.lsn(), message, length + ENTRY_OVERHEAD));
        sink.put(new Commit(own, message.lsn()));
    }

    private void checkBetweenTransactions() {
        if (transaction != null) {
            throw new IllegalStateException(
                    "Cannot place a change in the log: the server sent it before the transaction"
                            + " around it had ended. Report this with the server's version.");
        }
    }

    private Transaction open() {
        if (transaction == null) {
            throw new IllegalStateException(
                    "Cannot place a change in the log: the server sent it outside of a"
                            + " transaction. Report this with the server's version.");
        }
        return transaction;
    }
}
