package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.KeyChange;
import dev.lockstep.sink.change.Nothing;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.Upsert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes one change of the two events of an update that has changed a key, where the second does not
 * carry the whole row: what it lacks is in the row that the first would delete. The first is held
 * until the second comes. Of one partition; belongs to the task thread.
 */
final class Moves {

    /** Both are sent together; only a source that dies in between keeps us waiting. */
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    /** A delete and, after it, what changes nothing. */
    private final List<Change> held = new ArrayList<>();

    private long since;

    /** Takes the next change and hands on what is not held. */
    void take(Change change, Consumer<Change> out) {
        if (held.isEmpty()) {
            if (change instanceof Delete && KeyChange.begins(change.record())) {
                hold(change);
            } else {
                out.accept(change);
            }
        } else if (change instanceof Nothing) {
            held.add(change);
        } else if (change instanceof Upsert upsert
                && upsert.row().unavailable() != null
                && KeyChange.isOf((Delete) held.get(0), upsert)) {
            join((Delete) held.get(0), upsert, out);
        } else {
            release(out);
            take(change, out);
        }
    }

    private void hold(Change delete) {
        held.add(delete);
        since = System.nanoTime();
    }

    private void join(Delete delete, Upsert upsert, Consumer<Change> out) {
        held.set(0, new Nothing(delete.record(), delete.place()));
        release(out);
        RowImage from = delete.row();
        // The key that the configuration chooses may be another than the one that has changed.
        Upsert row = upsert.after(delete.before());
        out.accept(from.key().equals(upsert.row().key()) ? row : row.from(from));
    }

    private void release(Consumer<Change> out) {
        held.forEach(out);
        held.clear();
    }

    /** Hands on what has been held for too long. */
    void expire(Consumer<Change> out) {
        if (!held.isEmpty() && System.nanoTime() - since > PATIENCE) {
            release(out);
        }
    }

    boolean isHolding() {
        return !held.isEmpty();
    }

    /** Forgets what is held, which will be read again. */
    void clear() {
        held.clear();
    }
}
