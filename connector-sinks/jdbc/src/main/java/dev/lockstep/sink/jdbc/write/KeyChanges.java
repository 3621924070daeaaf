package dev.lockstep.sink.jdbc.write;

import dev.lockstep.event.Operation;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.Upsert;
import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Statement;
import dev.lockstep.sink.jdbc.schema.Landing;
import dev.lockstep.sink.jdbc.schema.Tables;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives rows of the target new keys, and finds out whether rows are there. One thread calls. */
final class KeyChanges {

    private record Ends(Landing from, Landing to, boolean guarded) {}

    private final Dialect dialect;
    private final Tables tables;
    private final Writers writers;
    private final Map<Ends, Landing> landings = new HashMap<>();

    KeyChanges(Dialect dialect, Tables tables, Writers writers) {
        this.dialect = dialect;
        this.tables = tables;
        this.writers = writers;
    }

    void forget() {
        landings.clear();
    }

    /** Deletes of the keys that rows have left. */
    static List<RowChange> deletes(List<RowChange> rows) {
        List<RowChange> deletes = new ArrayList<>();
        for (RowChange row : rows) {
            if (row instanceof Upsert moved && moved.movedFrom() != null) {
                deletes.add(
                        new Delete(
                                moved.record(), moved.place(), moved.table(), moved.movedFrom()));
            }
        }
        return deletes;
    }

    /**
     * Gives rows that have come from other keys their new ones, and changes nothing else of them.
     * What is at the new key already, because the change comes again, stays; the row at the old key
     * is left to whoever deletes it.
     */
    void move(Connection connection, RowGroup.Kind kind, List<RowChange> rows) throws SQLException {
        Map<RowGroup.Kind, List<RowChange>> moves = new LinkedHashMap<>();
        for (RowChange row : rows) {
            if (row instanceof Upsert moved && moved.movedFrom() != null) {
                Landing from = tables.known(moved.table(), moved.movedFrom().shape());
                add(moves, new Ends(from, kind.landing(), true), moved, moved.movedFrom());
            }
        }
        for (Map.Entry<RowGroup.Kind, List<RowChange>> entry : moves.entrySet()) {
            if (!attempt(connection, entry.getKey(), entry.getValue())) {
                for (RowChange row : entry.getValue()) {
                    attempt(connection, entry.getKey(), List.of(row));
                }
            }
        }
    }

    private void add(
            Map<RowGroup.Kind, List<RowChange>> moves, Ends ends, RowChange row, RowImage old) {
        Landing landing =
                landings.computeIfAbsent(ends, e -> Landing.moving(e.from(), e.to(), e.guarded()));
        RowImage keys = keys(landing, old, row.row());
        BitSet exact = Grouping.exact(keys);
        Upsert move = new Upsert(row.record(), row.place(), row.table(), Operation.UPDATE, keys);
        moves.computeIfAbsent(
                        new RowGroup.Kind(landing, Statement.UPDATE, null, exact),
                        kind -> new ArrayList<>())
                .add(move);
    }

    /** The old key and then the new one. */
    private static RowImage keys(Landing landing, RowImage old, RowImage row) {
        Object[] values = new Object[landing.shape().size()];
        boolean exact = old.hasExactTexts() || row.hasExactTexts();
        String[] texts = exact ? new String[values.length] : null;
        int next = copy(old, values, texts, 0);
        copy(row, values, texts, next);
        return new RowImage(landing.shape(), values, texts, null);
    }

    private static int copy(RowImage from, Object[] values, String[] texts, int start) {
        int next = start;
        for (int index : from.shape().keyIndexes()) {
            values[next] = from.value(index);
            if (texts != null) {
                texts[next] = from.exactText(index);
            }
            next++;
        }
        return next;
    }

    /** False when the database refuses rows; then nothing has been changed. */
    private boolean attempt(Connection connection, RowGroup.Kind kind, List<RowChange> rows)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            writers.of(connection, kind).write(rows);
        } catch (SQLException e) {
            SQLException telling =
                    e instanceof BatchUpdateException && e.getNextException() != null
                            ? e.getNextException()
                            : e;
            if (dialect.classify(telling) != Dialect.Failure.BAD_ROW) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
        connection.releaseSavepoint(before);
        return true;
    }

    /**
     * Refuses rows that an update has not found, unless only because they are newer.
     *
     * @throws TargetException.BadRecord when one is not in the target
     */
    void requireAll(Connection connection, RowGroup.Kind kind, List<RowChange> rows)
            throws SQLException {
        // An update that sets keys to what they are tells how many rows there are.
        Map<RowGroup.Kind, List<RowChange>> probes = new LinkedHashMap<>();
        Ends ends = new Ends(kind.landing(), kind.landing(), false);
        rows.forEach(row -> add(probes, ends, row, row.row()));
        int found = 0;
        for (Map.Entry<RowGroup.Kind, List<RowChange>> probe : probes.entrySet()) {
            found += writers.of(connection, probe.getKey()).write(probe.getValue());
        }
        if (found < rows.size()) {
            throw missing(kind);
        }
    }

    private static TargetException.BadRecord missing(RowGroup.Kind kind) {
        Landing landing = kind.landing();
        Collection<String> untold =
                kind.unavailable().stream()
                        .filter(index -> landing.column(index) != null)
                        .mapToObj(index -> landing.column(index).name())
                        .toList();
        return new TargetException.BadRecord(
                "Cannot update a row of table "
                        + landing.table().name()
                        + ": the row is not there, and the event does not carry columns "
                        + untold
                        + ". Take a snapshot of the table, or set unavailable.policy=reselect at"
                        + " the source.",
                null);
    }
}
