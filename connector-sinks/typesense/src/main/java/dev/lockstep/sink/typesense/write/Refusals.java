package dev.lockstep.sink.typesense.write;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.apply.TargetException.Refusal;
import dev.lockstep.sink.change.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/** Gathers the changes of a batch that cannot be applied. */
final class Refusals {

    private final List<Refusal> refusals = new ArrayList<>();

    /** Tells which one, by what names it without being a value of it. */
    void add(Change change, String collection, String cause, String advice) {
        add(
                change,
                "Cannot write to collection "
                        + collection
                        + " (topic "
                        + change.record().topic()
                        + ", partition "
                        + change.record().kafkaPartition()
                        + ", offset "
                        + change.record().kafkaOffset()
                        + "): "
                        + cause
                        + ". "
                        + advice);
    }

    void add(Change change, String message) {
        refusals.add(new Refusal(change, message));
    }

    /**
     * Ends the batch.
     *
     * @throws TargetException.Refused when there are any
     */
    void report(List<Change> batch) {
        if (refusals.isEmpty()) {
            return;
        }
        IdentityHashMap<Change, Integer> order = new IdentityHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            order.put(batch.get(i), i);
        }
        refusals.sort(
                Comparator.comparing(
                        refusal -> order.getOrDefault(refusal.change(), batch.size())));
        throw new TargetException.Refused(refusals);
    }
}
