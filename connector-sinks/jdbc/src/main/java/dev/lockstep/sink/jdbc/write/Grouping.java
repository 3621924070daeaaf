package dev.lockstep.sink.jdbc.write;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.Place;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowKey;
import dev.lockstep.sink.change.Upsert;
import dev.lockstep.sink.jdbc.config.InsertMode;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Statement;
import dev.lockstep.sink.jdbc.schema.Landing;
import dev.lockstep.sink.jdbc.schema.Tables;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts rows together that one call of a writer takes. */
final class Grouping {

    private final Tables tables;
    private final InsertMode mode;
    private final boolean guarded;

    Grouping(Tables tables, InsertMode mode, boolean guarded) {
        this.tables = tables;
        this.mode = mode;
        this.guarded = guarded;
    }

    /** Refuses deletes of rows that cannot be found. */
    void requireKeys(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Delete delete && !delete.row().shape().hasKey()) {
                requireKey(delete);
            }
        }
    }

    private static void requireKey(RowChange change) {
        if (change.row().shape().hasKey()) {
            return;
        }
        throw new TargetException.BadRecord(
                "Cannot delete a row of table "
                        + change.table().table()
                        + ": rows of topic "
                        + change.record().topic()
                        + " have no key to find it by. Give the source's table a key, or"
                        + " set delete.enabled=false.",
                null);
    }

    /** As few groups as there can be, in no particular order; no key may be there twice. */
    List<RowGroup> together(List<RowChange> changes) {
        Map<RowGroup.Kind, RowGroup> groups = new HashMap<>();
        RowGroup latest = null;
        for (RowChange change : changes) {
            if (isWritten(change)) {
                latest = groupOf(change, latest, groups);
                latest.rows().add(change);
            }
        }
        return new ArrayList<>(groups.values());
    }

    /** Not so what is deleted from a table that has not been made yet. */
    private boolean isWritten(RowChange change) {
        return tables.known(change.table(), change.row().shape()) != null;
    }

    private RowGroup groupOf(
            RowChange change, RowGroup latest, Map<RowGroup.Kind, RowGroup> groups) {
        RowGroup same = sameOrNull(change, latest);
        return same == null
                ? groups.computeIfAbsent(kind(change), kind -> new RowGroup(kind, change.table()))
                : same;
    }

    /** Runs of rows in the order of their changes, with no key twice in a run. */
    List<RowGroup> inOrder(List<RowChange> changes) {
        List<RowGroup> runs = new ArrayList<>();
        Set<RowKey> keys = new HashSet<>();
        RowGroup latest = null;
        for (RowChange change : changes) {
            if (!isWritten(change)) {
                continue;
            }
            RowKey key = change.row().key();
            RowGroup same = sameOrNull(change, latest);
            RowKey from = movedFrom(change);
            if (same == null
                    || (key != null && keys.contains(key))
                    || (from != null && keys.contains(from))) {
                same = new RowGroup(kind(change), change.table());
                runs.add(same);
                keys.clear();
            }
            keys.add(key);
            if (from != null) {
                keys.add(from);
            }
            latest = same;
            latest.rows().add(change);
        }
        return runs;
    }

    private static RowKey movedFrom(RowChange change) {
        return change instanceof Upsert upsert && upsert.movedFrom() != null
                ? upsert.movedFrom().key()
                : null;
    }

    /** Rows of one kind come in a row, most often. */
    @SuppressWarnings("ReferenceEquality") // there is one instance of each table
    private RowGroup sameOrNull(RowChange change, RowGroup latest) {
        if (latest == null || latest.source() != change.table()) {
            return null;
        }
        RowImage row = change.row();
        Landing landing = tables.known(change.table(), row.shape());
        boolean same =
                latest.kind()
                        .is(landing, statement(change, landing), row.unavailable(), exact(row));
        return same ? latest : null;
    }

    private RowGroup.Kind kind(RowChange change) {
        RowImage row = change.row();
        Landing landing = tables.known(change.table(), row.shape());
        if (guarded && change.place().position() == Place.UNKNOWN) {
            throw new TargetException.BadRecord(
                    "Cannot guard a row of table "
                            + landing.table().name()
                            + ": its record (topic "
                            + change.record().topic()
                            + ") does not tell its position. Set fence=offsets, or let the source"
                            + " send whole events.",
                    null);
        }
        return new RowGroup.Kind(
                landing, statement(change, landing), row.unavailable(), exact(row));
    }

    static BitSet exact(RowImage row) {
        if (!row.hasExactTexts()) {
            return null;
        }
        BitSet exact = new BitSet();
        for (int i = 0; i < row.shape().size(); i++) {
            exact.set(i, row.exactText(i) != null);
        }
        return exact.isEmpty() ? null : exact;
    }

    private Statement statement(RowChange change, Landing landing) {
        RowImage row = change.row();
        if (change instanceof Delete) {
            requireKey(change);
            return Statement.DELETE;
        }
        boolean partial = row.unavailable() != null && isPartial(row, landing);
        boolean moved = change instanceof Upsert upsert && upsert.movedFrom() != null;
        if (!row.shape().hasKey() || (mode == InsertMode.INSERT && !(moved && partial))) {
            return Statement.INSERT;
        }
        return partial || mode == InsertMode.UPDATE ? Statement.UPDATE : Statement.UPSERT;
    }

    /** Whether a row cannot be inserted, since its record does not tell all of it. */
    private static boolean isPartial(RowImage row, Landing landing) {
        return row.unavailable().stream().anyMatch(index -> landing.column(index) != null);
    }

    /** Whether rows of a kind have to be in the target before they are written. */
    boolean mustBeThere(RowGroup.Kind kind) {
        return kind.statement() == Statement.UPDATE && mode != InsertMode.UPDATE;
    }
}
