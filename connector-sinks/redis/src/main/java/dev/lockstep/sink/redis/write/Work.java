package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Change;
import java.util.List;

/** A batch as steps. After a failure that may pass it goes on where it was. */
public final class Work {

    private final List<Change> changes;
    private final List<Step> steps;
    private final Refusals refusals;
    private int done;

    Work(List<Change> changes, List<Step> steps, Refusals refusals) {
        this.changes = changes;
        this.steps = steps;
        this.refusals = refusals;
    }

    /**
     * Does what is left.
     *
     * @return what cannot be done, in the order of the batch; empty for none
     */
    public List<TargetException.Refusal> finish() {
        while (done < steps.size()) {
            steps.get(done).run();
            done++;
        }
        return refusals.isEmpty() ? List.of() : refusals.of(changes);
    }
}
