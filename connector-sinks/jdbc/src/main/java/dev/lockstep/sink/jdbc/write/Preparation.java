package dev.lockstep.sink.jdbc.write;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.change.Upsert;
import dev.lockstep.sink.jdbc.schema.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that tables can hold the rows of a batch before the first is written. */
final class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private final Tables tables;
    private final Consumer<String> act;

    /**
     * @param act told what is being done
     */
    Preparation(Tables tables, Consumer<String> act) {
        this.tables = tables;
        this.act = act;
    }

    /**
     * Runs what is needed. Tables are compared by identity: there is one instance of each.
     *
     * @return whether a definition has been changed
     */
    @SuppressWarnings("ReferenceEquality")
    boolean run(Connection connection, List<Change> changes) throws SQLException {
        boolean changed = false;
        SourceTable table = null;
        RowShape shape = null;
        for (Change change : changes) {
            if (change instanceof RowChange row
                    && (row.table() != table || row.row().shape() != shape)) {
                table = row.table();
                shape = row.row().shape();
                changed |= prepare(connection, table, shape, row instanceof Upsert);
            }
            if (change instanceof Upsert upsert && upsert.movedFrom() != null) {
                RowShape key = upsert.movedFrom().shape();
                changed |= prepare(connection, upsert.table(), key, false);
            }
        }
        return changed;
    }

    private boolean prepare(Connection connection, SourceTable table, RowShape shape, boolean whole)
            throws SQLException {
        boolean changed = false;
        while (tables.known(table, shape) == null) {
            if (!whole && tables.isStillToCome(connection, table)) {
                return changed;
            }
            List<String> statements = tables.prepare(connection, table, shape, whole);
            for (String statement : statements) {
                execute(connection, table, statement);
                changed = true;
            }
        }
        return changed;
    }

    private void execute(Connection connection, SourceTable table, String sql) throws SQLException {
        act.accept("run " + sql);
        LOG.info("Changing the target for topic {}: {}", table.topic(), sql);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } finally {
            tables.changed(table);
        }
    }
}
