package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Nothing;
import dev.lockstep.sink.change.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Finds the bad record of a transaction that is larger than a batch. Its earlier parts are undone
 * by then, so it is read again: once to give the part that the target has refused one by one, and
 * once more to apply it whole, without what was found. Belongs to the apply thread.
 *
 * <p>Only where the source's transactions count, so all records are of one partition.
 */
final class Search {

    private static final long NOWHERE = -1;

    private final Attempts attempts;
    private final BadRecords badRecords;

    /** Offsets of records that were dealt with and are left out of their transaction. */
    private final Set<Long> found = new HashSet<>();

    private long from = NOWHERE;
    private long to = NOWHERE;
    private TargetException.BadRecord refusal;

    Search(Attempts attempts, BadRecords badRecords) {
        this.attempts = attempts;
        this.badRecords = badRecords;
    }

    /**
     * The target has refused a part of a transaction, which will be read again. What was suspected
     * before and is not found stays so, that the search may end.
     */
    void begin(List<Change> part, TargetException.BadRecord cause) {
        long first = offset(part.get(0));
        from = from == NOWHERE ? first : Math.min(from, first);
        to = Math.max(to, offset(part.get(part.size() - 1)));
        refusal = cause;
    }

    private static long offset(Change change) {
        return Origin.offset(change.record());
    }

    /** The changes, with nothing in place of those that were found to be bad. */
    List<Change> without(List<Change> changes) {
        if (found.isEmpty()) {
            return changes;
        }
        List<Change> rest = new ArrayList<>(changes);
        rest.replaceAll(
                change ->
                        found.contains(offset(change))
                                ? new Nothing(change.record(), change.place())
                                : change);
        return rest;
    }

    /** Whether some of these are to be applied by {@link #apply}. */
    boolean isAmong(List<Change> changes) {
        return from != NOWHERE
                && offset(changes.get(0)) <= to
                && offset(changes.get(changes.size() - 1)) >= from;
    }

    /**
     * Applies changes, the suspects one by one.
     *
     * @return false when one of them was bad, so that the transaction is to be read again
     */
    boolean apply(List<Change> changes, boolean endsTransaction)
            throws Attempts.Abandoned, InterruptedException {
        int first = firstFrom(changes, from);
        int end = firstFrom(changes, to + 1);
        if (first > 0) {
            attempts.apply(changes.subList(0, first), false);
        }
        for (int i = first; i < end; i++) {
            try {
                attempts.apply(changes.subList(i, i + 1), false);
            } catch (TargetException.BadRecord e) {
                handle(changes.get(i), e);
                return false;
            }
        }
        if (end < changes.size()) {
            attempts.apply(changes.subList(end, changes.size()), endsTransaction);
        } else if (endsTransaction) {
            throw notOne(changes.get(end - 1));
        }
        return true;
    }

    private static int firstFrom(List<Change> changes, long offset) {
        int index = 0;
        while (index < changes.size() && offset(changes.get(index)) < offset) {
            index++;
        }
        return index;
    }

    private void handle(Change bad, TargetException.BadRecord cause) throws InterruptedException {
        BadRecords.await(badRecords.handle(bad.record(), cause));
        found.add(offset(bad));
        suspectNone();
    }

    private void suspectNone() {
        from = NOWHERE;
        to = NOWHERE;
    }

    /** Each record was good by itself, and there is none after them. */
    private ConnectException notOne(Change last) {
        attempts.discard();
        return new ConnectException(
                "Cannot apply a transaction of the source (it ends with the record at "
                        + Origin.describe(last.record())
                        + "): the target refuses it only when it is complete, so no single record"
                        + " can be left out: "
                        + refusal.getMessage(),
                refusal);
    }

    /** The transaction has been applied, or is not this task's any more. */
    void end() {
        found.clear();
        suspectNone();
    }
}
