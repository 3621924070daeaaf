package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.sink.apply.Reduction;
import dev.lockstep.sink.apply.TableChanges;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.change.Truncate;
import dev.lockstep.sink.change.Upsert;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Orders the changes of a batch. */
final class Stages {

    private Stages() {}

    /** Every row by itself: nothing replaces anything. */
    static Deque<Stage> appended(List<Change> changes) {
        List<RowChange> rows = new ArrayList<>(changes.size());
        for (Change change : changes) {
            if (change instanceof Upsert upsert) {
                rows.add(upsert);
            }
        }
        return new ArrayDeque<>(List.of(new Stage.Rows(rows)));
    }

    /** The last change of each row. A table that comes again waits for what it had before. */
    static Deque<Stage> reduced(List<Change> changes) {
        Deque<Stage> stages = new ArrayDeque<>();
        Set<SourceTable> present = Collections.newSetFromMap(new IdentityHashMap<>());
        List<RowChange> rows = new ArrayList<>();
        for (TableChanges table : Reduction.ofReplacing(withTruncatedRows(changes))) {
            if (!present.add(table.table())) {
                stages.addLast(new Stage.Rows(rows));
                rows = new ArrayList<>();
                present.clear();
                present.add(table.table());
            }
            if (table.truncate() != null) {
                stages.addLast(new Stage.Empty(table.truncate()));
            }
            rows.addAll(table.deletes());
            rows.addAll(table.upserts());
        }
        stages.addLast(new Stage.Rows(rows));
        return stages;
    }

    /**
     * The same with a delete, behind each truncate, of every row of the batch that it has taken
     * away: a row that the server has never seen must not come to life when it is sent again.
     */
    private static List<Change> withTruncatedRows(List<Change> changes) {
        if (changes.stream().noneMatch(Truncate.class::isInstance)) {
            return changes;
        }
        List<Change> all = new ArrayList<>();
        for (Change change : changes) {
            if (change instanceof Truncate truncate) {
                List<Change> deletes = deletes(truncate, all);
                all.add(truncate);
                all.addAll(deletes);
            } else {
                all.add(change);
            }
        }
        return all;
    }

    @SuppressWarnings("ReferenceEquality") // tables are the same object when they are the same
    private static List<Change> deletes(Truncate truncate, List<Change> before) {
        List<Change> deletes = new ArrayList<>();
        for (Change change : before) {
            if (change instanceof RowChange row
                    && row.table() == truncate.table()
                    && row.row().key() != null) {
                deletes.add(
                        new Delete(truncate.record(), truncate.place(), row.table(), row.row()));
                if (row instanceof Upsert upsert && upsert.movedFrom() != null) {
                    deletes.add(movedFrom(upsert, truncate));
                }
            }
        }
        return deletes;
    }

    /** The delete of the key that a row has left. */
    static Delete movedFrom(Upsert moved, Change at) {
        return new Delete(at.record(), at.place(), moved.table(), moved.movedFrom());
    }
}
