package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Place;

/**
 * Finds where the source's transactions end in a stream of changes: after a change that is known to
 * be the last, or before one with another commit LSN.
 *
 * <p>A change without a commit LSN belongs to the transaction that is open, as a tombstone does; if
 * there is none it is a transaction of its own.
 */
final class Transactions {

    private long open = Place.UNKNOWN;

    /**
     * Takes the next change.
     *
     * @return whether a transaction ends before it: the one that was open until now
     */
    boolean endsBefore(Change change) {
        long commitLsn = change.place().commitLsn();
        boolean ends = open != Place.UNKNOWN && commitLsn != Place.UNKNOWN && commitLsn != open;
        if (commitLsn != Place.UNKNOWN) {
            open = commitLsn;
        }
        if (change.place().last()) {
            open = Place.UNKNOWN;
        }
        return ends;
    }

    /** Whether a transaction ends with the latest change. */
    boolean isComplete() {
        return open == Place.UNKNOWN;
    }

    /** Begins anew. */
    void reset() {
        open = Place.UNKNOWN;
    }
}
