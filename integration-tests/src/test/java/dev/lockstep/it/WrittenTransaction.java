package dev.lockstep.it;

import java.util.ArrayList;
import java.util.List;

/**
 * A transaction as the one who wrote it remembers it.
 *
 * @param id of its row in the table {@code ledger}
 * @param changes what an event says of each change, in the order in which they were made
 */
record WrittenTransaction(long id, List<String> changes, Outcome outcome) {

    enum Outcome {
        COMMITTED,
        ROLLED_BACK,

        /** The server did not answer the commit: only the database knows. */
        UNKNOWN
    }

    WrittenTransaction(long id) {
        this(id, new ArrayList<>(), Outcome.UNKNOWN);
    }

    WrittenTransaction ended(Outcome how) {
        return new WrittenTransaction(id, changes, how);
    }

    void inserted(String table, long key, long version, long balance) {
        changes.add("c " + table + " " + key + " " + version + " " + balance);
    }

    void updated(String table, long key, long version, long balance) {
        changes.add("u " + table + " " + key + " " + version + " " + balance);
    }

    void deleted(String table, long key) {
        changes.add("d " + table + " " + key);
    }
}
