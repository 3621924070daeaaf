package dev.lockstep.sink.jdbc.write;

import dev.lockstep.sink.apply.Reduction;
import dev.lockstep.sink.apply.TableChanges;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.change.Truncate;
import dev.lockstep.sink.jdbc.config.InsertMode;
import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.fence.Tombstones;
import dev.lockstep.sink.jdbc.schema.Tables;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.metrics.SinkMetrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the changes of a batch inside the transaction that is open. One thread calls. */
public final class BatchWriter {

    private final Dialect dialect;
    private final Tables tables;
    private final Preparation preparation;
    private final Grouping grouping;
    private final Writers writers;
    private final KeyChanges keyChanges;
    private final SinkMetrics metrics;
    private final boolean reduces;

    /** Null where rows are not guarded by position. */
    private final Tombstones tombstones;

    private String act = "write to the target";

    /**
     * @param tombstones null where rows are not guarded by position
     */
    public BatchWriter(
            Dialect dialect,
            Tables tables,
            InsertMode mode,
            Tombstones tombstones,
            SinkMetrics metrics) {
        this.metrics = metrics;
        this.dialect = dialect;
        this.tables = tables;
        this.preparation = new Preparation(tables, doing -> act = doing);
        this.grouping = new Grouping(tables, mode, tombstones != null);
        this.writers = new Writers(dialect);
        this.keyChanges = new KeyChanges(dialect, tables, writers);
        // Every plain insert counts, in its place.
        this.reduces = mode != InsertMode.INSERT;
        this.tombstones = tombstones;
    }

    /** Whether {@link #write} can reduce changes at all. */
    public boolean reduces() {
        return reduces;
    }

    /** What was being done last, for messages: {@code Cannot <act>}. */
    public String act() {
        return act;
    }

    /** Forgets what it knows of the target's tables, because it is no longer so. */
    public void forget() {
        tables.forget();
        writers.forget();
        keyChanges.forget();
    }

    /**
     * Makes tables ready for the changes, before the first of them is written.
     *
     * @param amid whether the changes go on with a transaction of the source
     * @return whether a definition has been changed
     */
    public boolean prepare(Connection connection, List<Change> changes, boolean amid)
            throws SQLException {
        act = "prepare tables of the target";
        return preparation.run(connection, changes, amid, true);
    }

    /** Whether tables have to be changed for the changes, which go on with a transaction. */
    public boolean needsDefinitions(Connection connection, List<Change> changes)
            throws SQLException {
        act = "prepare tables of the target";
        return preparation.run(connection, changes, true, false);
    }

    /**
     * Writes the changes.
     *
     * @param reduced whether only the last change of each key needs to be written, in an order of
     *     the writer's choice; else all are, in theirs
     */
    public void write(Connection connection, List<Change> changes, boolean reduced)
            throws SQLException {
        if (reduced && reduces) {
            grouping.requireKeys(changes);
            List<TableChanges> tables = Reduction.of(changes);
            metrics.reduced(changes.size() - tables.stream().mapToLong(TableChanges::size).sum());
            writeReduced(connection, tables);
        } else {
            writeInOrder(connection, changes);
        }
    }

    /** A table that comes again does so because what it had before has to be written first. */
    private void writeReduced(Connection connection, List<TableChanges> changes)
            throws SQLException {
        List<RowChange> rows = new ArrayList<>();
        Set<SourceTable> seen = new HashSet<>();
        for (TableChanges table : changes) {
            if (!seen.add(table.table())) {
                write(connection, TableOrder.of(grouping.together(rows)));
                rows.clear();
                seen.clear();
                seen.add(table.table());
            }
            if (table.truncate() != null) {
                truncate(connection, table.truncate());
            }
            rows.addAll(table.upserts());
            rows.addAll(table.deletes());
        }
        write(connection, TableOrder.of(grouping.together(rows)));
    }

    private void writeInOrder(Connection connection, List<Change> changes) throws SQLException {
        List<RowChange> rows = new ArrayList<>(changes.size());
        for (Change change : changes) {
            if (change instanceof RowChange row) {
                rows.add(row);
            } else if (change instanceof Truncate truncate) {
                write(connection, grouping.inOrder(rows));
                rows.clear();
                truncate(connection, truncate);
            }
        }
        write(connection, grouping.inOrder(rows));
    }

    private void truncate(Connection connection, Truncate truncate) throws SQLException {
        if (tables.isStillToCome(connection, truncate.table())) {
            return;
        }
        TableName table = tables.table(connection, truncate.table()).name();
        act = "truncate table " + table;
        try (Statement statement = connection.createStatement()) {
            statement.execute(dialect.definitions().truncate(table));
        }
    }

    private void write(Connection connection, List<RowGroup> groups) throws SQLException {
        for (RowGroup group : groups) {
            write(connection, group);
        }
    }

    private void write(Connection connection, RowGroup group) throws SQLException {
        WritePlan.Statement statement = group.kind().statement();
        TableName table = group.kind().landing().table().name();
        act = "write " + group.rows().size() + " rows to table " + table + " (" + statement + ")";
        List<RowChange> rows = group.rows();
        if (tombstones != null && statement != WritePlan.Statement.INSERT) {
            rows = guarded(connection, table, rows, statement);
        }
        if (group.hasMoved()) {
            move(connection, group, rows);
        }
        if (!rows.isEmpty()) {
            int found = writers.of(connection, group.kind()).write(rows);
            if (found < rows.size() && grouping.mustBeThere(group.kind())) {
                keyChanges.requireAll(connection, group.kind(), rows);
            }
        }
    }

    /**
     * Has rows leave their old keys.
     *
     * @param rows those of the group that are not older than the delete of theirs
     */
    private void move(Connection connection, RowGroup group, List<RowChange> rows)
            throws SQLException {
        if (group.kind().unavailable() != null) {
            keyChanges.move(connection, group.kind(), rows);
        }
        write(connection, grouping.together(KeyChanges.deletes(group.rows())));
    }

    private List<RowChange> guarded(
            Connection connection,
            TableName table,
            List<RowChange> rows,
            WritePlan.Statement statement)
            throws SQLException {
        if (statement != WritePlan.Statement.DELETE) {
            return tombstones.survivors(connection, table, rows);
        }
        List<Delete> deletes = rows.stream().map(Delete.class::cast).toList();
        tombstones.remember(connection, table, deletes);
        return rows;
    }
}
