package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.Nothing;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowKey;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.change.Truncate;
import dev.lockstep.sink.change.Upsert;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * The last change per row of a batch, by table in the order in which tables come first. Applied to
 * a target it has the effect of all changes one after the other.
 *
 * <p>A later change takes over what it does not tell from the earlier. Where that cannot be,
 * because a table has changed in between, the table comes twice; so it does where a row has come
 * from another key and either key has more changes that this would mix up.
 */
public final class Reduction {

    private final IdentityHashMap<SourceTable, Group> open = new IdentityHashMap<>();
    private final List<Group> groups = new ArrayList<>();
    private SourceTable latestTable;
    private Group latest;

    private final boolean replacing;

    private Reduction(boolean replacing) {
        this.replacing = replacing;
    }

    /** What is left of the changes, for targets that keep columns which a row does not have. */
    public static List<TableChanges> of(List<Change> changes) {
        return of(changes, false);
    }

    /** What is left of the changes, for targets where a row replaces all that was there. */
    public static List<TableChanges> ofReplacing(List<Change> changes) {
        return of(changes, true);
    }

    private static List<TableChanges> of(List<Change> changes, boolean replacing) {
        Reduction reduction = new Reduction(replacing);
        for (int i = 0; i < changes.size(); i++) {
            reduction.add(changes.get(i));
        }
        return reduction.groups.stream().map(Group::finish).toList();
    }

    private void add(Change change) {
        if (change instanceof RowChange row) {
            Group group = group(row.table());
            if (!group.add(row)) {
                begin(row.table()).add(row);
            }
        } else if (change instanceof Truncate truncate) {
            group(truncate.table()).truncate(truncate);
        } else if (!(change instanceof Nothing)) {
            throw new IllegalArgumentException(change.getClass().getName());
        }
    }

    /** Tables are the same object when they are the same. */
    @SuppressWarnings("ReferenceEquality")
    private Group group(SourceTable table) {
        if (table != latestTable) {
            Group group = open.get(table);
            latest = group == null ? begin(table) : group;
            latestTable = table;
        }
        return latest;
    }

    private Group begin(SourceTable table) {
        Group group = new Group(table, replacing);
        open.put(table, group);
        groups.add(group);
        latest = group;
        latestTable = table;
        return group;
    }

    private static final class Group {

        private final SourceTable table;
        private final boolean replacing;
        private final LinkedHashMap<RowKey, RowChange> rows = new LinkedHashMap<>();
        private final List<Upsert> withoutKey = new ArrayList<>();

        /** Keys that rows have left. */
        private final Set<RowKey> left = new HashSet<>();

        private Truncate truncate;

        Group(SourceTable table, boolean replacing) {
            this.table = table;
            this.replacing = replacing;
        }

        /** False when the change needs a group after this one. */
        boolean add(RowChange change) {
            RowKey key = change.row().key();
            if (key == null) {
                withoutKey.add((Upsert) change);
                return true;
            }
            RowChange earlier = rows.get(key);
            if (mixesUp(key, earlier, change)) {
                return false;
            }
            rows.put(key, placed(change, earlier));
            if (!(earlier instanceof Upsert before) || !(change instanceof Upsert after)) {
                return true;
            }
            Upsert merged =
                    replacing ? MergedRow.replacing(before, after) : MergedRow.of(before, after);
            rows.put(key, merged == null ? before : merged);
            return merged != null;
        }

        /** A tombstone does not tell where it stands, but it stands behind what it deletes. */
        private static RowChange placed(RowChange change, RowChange earlier) {
            boolean lacksPlace =
                    earlier != null
                            && change.place().position() < 0
                            && earlier.place().position() >= 0;
            return lacksPlace && change instanceof Delete delete
                    ? delete.at(earlier.place())
                    : change;
        }

        private boolean mixesUp(RowKey key, RowChange earlier, RowChange change) {
            if (left.contains(key)) {
                return true;
            }
            if (!(change instanceof Upsert upsert)) {
                return earlier instanceof Upsert moved && moved.movedFrom() != null;
            }
            if (upsert.movedFrom() == null) {
                // What a row lacks must not be found in one that was deleted.
                return earlier instanceof Delete && upsert.row().unavailable() != null;
            }
            RowKey from = upsert.movedFrom().key();
            return earlier != null || rows.containsKey(from) || !left.add(from);
        }

        void truncate(Truncate change) {
            rows.clear();
            left.clear();
            withoutKey.clear();
            truncate = change;
        }

        TableChanges finish() {
            List<Delete> deletes = new ArrayList<>();
            List<Upsert> upserts = new ArrayList<>(rows.size() + withoutKey.size());
            for (RowChange change : rows.values()) {
                if (change instanceof Upsert upsert) {
                    upserts.add(upsert);
                } else {
                    deletes.add((Delete) change);
                }
            }
            upserts.addAll(withoutKey);
            return new TableChanges(table, truncate, deletes, upserts);
        }
    }
}
