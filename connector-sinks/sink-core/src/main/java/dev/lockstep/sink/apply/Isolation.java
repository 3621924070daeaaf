package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Nothing;
import dev.lockstep.sink.change.Origin;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Finds what is wrong with a batch that the target refuses, by halving it in the order of its
 * records, so that all others are applied. Where transactions count it halves between them, and
 * inside one only to find the bad record: the transaction is then applied whole, without it.
 */
final class Isolation {

    private final Attempts attempts;
    private final BadRecords badRecords;
    private final boolean transactions;

    Isolation(Attempts attempts, BadRecords badRecords, boolean transactions) {
        this.attempts = attempts;
        this.badRecords = badRecords;
        this.transactions = transactions;
    }

    /** Applies what the target has refused as one batch, but for the records that are bad. */
    void apply(List<Change> changes, TargetException.BadRecord refusal)
            throws Attempts.Abandoned, InterruptedException {
        List<List<Change>> units = transactions ? transactionsOf(changes) : singles(changes);
        halve(units, refusal);
    }

    private static List<List<Change>> singles(List<Change> changes) {
        List<List<Change>> units = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            units.add(changes.subList(i, i + 1));
        }
        return units;
    }

    private static List<List<Change>> transactionsOf(List<Change> changes) {
        List<List<Change>> units = new ArrayList<>();
        Transactions ends = new Transactions();
        int from = 0;
        for (int i = 0; i < changes.size(); i++) {
            if (ends.endsBefore(changes.get(i)) && from < i) {
                units.add(changes.subList(from, i));
                from = i;
            }
            if (ends.isComplete()) {
                units.add(changes.subList(from, i + 1));
                from = i + 1;
            }
        }
        if (from < changes.size()) {
            units.add(changes.subList(from, changes.size()));
        }
        return units;
    }

    /**
     * @param refusal why the target refuses all of them together
     */
    private void halve(List<List<Change>> units, TargetException.BadRecord refusal)
            throws Attempts.Abandoned, InterruptedException {
        if (units.size() == 1) {
            single(units.get(0), refusal);
            return;
        }
        int middle = units.size() / 2;
        List<List<Change>> half = units.subList(0, middle);
        for (int i = 0; i < 2; i++) {
            List<Change> changes = new ArrayList<>();
            half.forEach(changes::addAll);
            try {
                attempts.apply(changes, true);
            } catch (TargetException.BadRecord e) {
                halve(half, e);
            }
            half = units.subList(middle, units.size());
        }
    }

    private void single(List<Change> unit, TargetException.BadRecord refusal)
            throws Attempts.Abandoned, InterruptedException {
        if (unit.size() == 1) {
            attempts.apply(List.of(handled(unit.get(0), refusal)), true);
            return;
        }
        List<Change> rest = new ArrayList<>(unit);
        TargetException.BadRecord latest = refusal;
        while (latest != null) {
            leaveOut(rest, latest);
            latest = null;
            try {
                attempts.apply(rest, true);
            } catch (TargetException.BadRecord e) {
                latest = e;
            }
        }
    }

    /** Deals with a record and says what is applied in its place, so that offsets move on. */
    private Change handled(Change bad, TargetException.BadRecord refusal)
            throws InterruptedException {
        BadRecords.await(badRecords.handle(bad.record(), refusal));
        return new Nothing(bad.record(), bad.place());
    }

    /** Leaves out the first change of a transaction that the target refuses. */
    private void leaveOut(List<Change> unit, TargetException.BadRecord refusal)
            throws Attempts.Abandoned, InterruptedException {
        int good = 0;
        int bad = unit.size();
        int given = 0;
        TargetException.BadRecord cause = null;
        while (good < bad) {
            // Once all but the last are known to be good, the last is given too, for what fails
            // only as the transaction ends is no single record's fault.
            int end = bad - good == 1 ? bad : (good + bad) / 2;
            if (end == bad && cause != null) {
                break;
            }
            try {
                attempts.apply(unit.subList(given, end), false);
                given = end;
                good = end;
            } catch (TargetException.BadRecord e) {
                cause = e;
                bad = end;
                given = 0;
            }
        }
        attempts.discard();
        if (cause == null) {
            throw new ConnectException(
                    "Cannot apply a transaction of the source ("
                            + Origin.describe(unit.get(0).record())
                            + " and "
                            + (unit.size() - 1)
                            + " more records): the target refuses it only when it is complete, so"
                            + " no single record can be left out: "
                            + refusal.getMessage(),
                    refusal);
        }
        unit.set(bad - 1, handled(unit.get(bad - 1), cause));
    }
}
