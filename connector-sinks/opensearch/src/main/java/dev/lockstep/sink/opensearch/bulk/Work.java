package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.apply.TargetException.Refusal;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.Upsert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** A batch, and what is left of it after failures that may pass. */
final class Work {

    private final Batch batch;
    private final Deque<Stage> stages;
    private final List<Refusal> refusals = new ArrayList<>();
    private boolean lookedAgain;

    Work(Batch batch, Deque<Stage> stages) {
        this.batch = batch;
        this.stages = stages;
    }

    @SuppressWarnings("ReferenceEquality") // that is how a batch that is given again is known
    boolean isOf(Batch given) {
        return batch == given;
    }

    /** What is still to be done, in order. */
    Deque<Stage> stages() {
        return stages;
    }

    /** Rows have been sent: what is left of them is done next, then what follows from others. */
    void settle(List<RowChange> rows, Outcome outcome) {
        stages.removeFirst();
        refusals.addAll(outcome.refusals());
        List<RowChange> left = outcome.left().stream().map(RowChange.class::cast).toList();
        List<RowChange> departures = departures(rows, left);
        if (!departures.isEmpty()) {
            stages.addFirst(new Stage.Rows(departures));
        }
        if (!left.isEmpty()) {
            stages.addFirst(new Stage.Rows(left));
        }
    }

    /** Only once a row is at its new key may it be deleted at the old one. */
    private static List<RowChange> departures(List<RowChange> rows, List<RowChange> left) {
        List<RowChange> departures = new ArrayList<>();
        for (RowChange row : rows) {
            if (row instanceof Upsert upsert && upsert.movedFrom() != null) {
                if (left.stream().noneMatch(each -> each == upsert)) {
                    departures.add(Stages.movedFrom(upsert, upsert));
                }
            }
        }
        return departures;
    }

    /** A table has been emptied, unless something is left: then all of it is looked at again. */
    void settle(Outcome outcome) {
        if (outcome.failure() == null && outcome.left().isEmpty()) {
            stages.removeFirst();
            // However many documents were refused, it is one change.
            outcome.refusals().stream().limit(1).forEach(refusals::add);
        }
    }

    /** What was known of indexes has proved wrong, so it has been forgotten. */
    void looksAgain() {
        lookedAgain = true;
    }

    boolean hasLookedAgain() {
        return lookedAgain;
    }

    /** In the order of their records. */
    List<Refusal> refusals() {
        if (refusals.size() > 1) {
            IdentityHashMap<SinkRecord, Integer> places = new IdentityHashMap<>();
            batch.changes().forEach(change -> places.putIfAbsent(change.record(), places.size()));
            refusals.sort(Comparator.comparing(each -> places.get(each.change().record())));
        }
        return refusals;
    }
}
