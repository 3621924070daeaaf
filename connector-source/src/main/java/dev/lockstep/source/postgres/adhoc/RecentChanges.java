package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.source.postgres.catalog.ServerSnapshot;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Delete;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Insert;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.LogicalMessage;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Truncate;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Update;
import dev.lockstep.source.postgres.stream.LogEntry.Change;
import dev.lockstep.source.postgres.stream.LogEntry.Transaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The transactions that the log has brought and that no chunk is known to have seen yet. A
 * transaction is in the log before other sessions see it, at times long before: so a chunk may lack
 * changes that come before its watermark, and before the one before that. Used by the task thread
 * only.
 *
 * <p>Once a chunk has seen a transaction all later chunks do, so it is forgotten. Changes are kept
 * up to a number of bytes; of a transaction beyond that only its id is kept, and a chunk that lacks
 * it has to be read again.
 */
final class RecentChanges {

    /** A change and the definition of its table at its place. */
    private record Known(Change change, Relation relation) {}

    private static final class Recent {
        private final Transaction transaction;
        private final List<Known> changes = new ArrayList<>(2);
        private long bytes;
        private boolean forgotten;

        Recent(Transaction transaction) {
            this.transaction = transaction;
        }
    }

    private final long maxBytes;
    private final Deque<Recent> transactions = new ArrayDeque<>();
    private long bytes;

    RecentChanges(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void clear() {
        transactions.clear();
        bytes = 0;
    }

    /** How many transactions are kept. */
    int size() {
        return transactions.size();
    }

    /**
     * Takes a change. Inserts need not be kept: a row that a chunk holds has not been inserted
     * after it was read, unless it was deleted or moved first.
     *
     * @param tables the definitions at this place, by OID
     */
    void add(Change change, Map<Integer, Relation> tables) {
        if (change.message() instanceof Insert || change.message() instanceof LogicalMessage) {
            return;
        }
        Recent recent = transactions.peekLast();
        if (recent == null || recent.transaction.commitLsn() != change.transaction().commitLsn()) {
            recent = new Recent(change.transaction());
            transactions.add(recent);
        }
        if (recent.forgotten) {
            return;
        }
        if (bytes + change.bytes() > maxBytes) {
            bytes -= recent.bytes;
            recent.changes.clear();
            recent.forgotten = true;
            return;
        }
        recent.bytes += change.bytes();
        bytes += change.bytes();
        recent.changes.add(new Known(change, relationOf(change, tables)));
    }

    private static Relation relationOf(Change change, Map<Integer, Relation> tables) {
        if (change.message() instanceof Update update) {
            return tables.get(update.relationOid());
        }
        return change.message() instanceof Delete delete ? tables.get(delete.relationOid()) : null;
    }

    /** Forgets what all queries from now on see. */
    void prune(ServerSnapshot seen) {
        transactions.removeIf(
                recent -> {
                    boolean visible = seen.sees(recent.transaction.xid());
                    if (visible && !recent.forgotten) {
                        bytes -= recent.bytes;
                    }
                    return visible;
                });
    }

    /**
     * Brings the rows of a chunk up to the place that the log has reached.
     *
     * @param relation the table as the chunk has found it
     * @param seen what the chunk contains
     * @return false when that cannot be done: the chunk has to be read again
     */
    boolean supersede(Window window, Relation relation, ServerSnapshot seen) {
        prune(seen);
        for (Recent recent : transactions) {
            if (recent.forgotten) {
                return false;
            }
            for (Known known : recent.changes) {
                if (!apply(known, window, relation)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean apply(Known known, Window window, Relation relation) {
        if (known.change.message() instanceof Truncate truncate) {
            if (truncate.relationOids().contains(relation.oid())) {
                window.truncate();
            }
            return true;
        }
        if (known.relation.oid() != relation.oid()) {
            return true;
        }
        if (!known.relation.columns().equals(relation.columns())) {
            return false;
        }
        if (known.change.message() instanceof Update update) {
            window.update(update);
        } else if (known.change.message() instanceof Delete delete) {
            window.delete(delete);
        }
        return true;
    }
}
