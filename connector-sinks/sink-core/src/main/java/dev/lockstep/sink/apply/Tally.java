package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.Place;
import dev.lockstep.sink.change.Truncate;
import dev.lockstep.sink.change.Upsert;
import dev.lockstep.sink.metrics.SinkMetrics;
import java.util.List;

/** Counts changes that the target has taken, until they are durable. */
final class Tally {

    private long upserts;
    private long deletes;
    private long truncates;
    private long position = Place.UNKNOWN;

    void add(List<Change> changes) {
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (change instanceof Upsert) {
                upserts++;
            } else if (change instanceof Delete) {
                deletes++;
            } else if (change instanceof Truncate) {
                truncates++;
            }
            if (change.place().position() != Place.UNKNOWN) {
                position = change.place().position();
            }
        }
    }

    /** They are durable. */
    void publish(SinkMetrics metrics) {
        metrics.changed(upserts, deletes, truncates);
        if (position != Place.UNKNOWN) {
            metrics.position(position);
        }
        clear();
    }

    /** They have been undone. */
    void clear() {
        upserts = 0;
        deletes = 0;
        truncates = 0;
        position = Place.UNKNOWN;
    }
}
