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
     * @param amid whether the changes go on with a transaction of the source, whose earlier changes
     *     need whatever columns there were
     * @param execute whether statements are run; else the answer is all that comes of them
     * @return whether there are statements to run
     */
    @SuppressWarnings("ReferenceEquality")
    boolean run(Connection connection, List<Change> changes, boolean amid, boolean execute)
            throws SQLException {
        boolean needed = false;
        SourceTable table = null;
        RowShape shape = null;
        for (Change change : changes) {
            if (change instanceof RowChange row
                    && (row.table() != table || row.row().shape() != shape)) {
                table = row.table();
                shape = row.row().shape();
                Need need = new Need(table, shape, row instanceof Upsert, amid);
                needed |= prepare(connection, need, execute);
            }
            if (change instanceof Upsert upsert && upsert.movedFrom() != null) {
                RowShape key = upsert.movedFrom().shape();
                Need need = new Need(upsert.table(), key, false, amid);
                needed |= prepare(connection, need, execute);
            }
        }
        return needed;
    }

    private record Need(SourceTable table, RowShape shape, boolean whole, boolean amid) {}

    private boolean prepare(Connection connection, Need need, boolean execute) throws SQLException {
        boolean needed = false;
        while (tables.known(need.table(), need.shape()) == null) {
            if (!need.whole() && tables.isStillToCome(connection, need.table())) {
                return needed;
            }
            List<String> statements =
                    tables.prepare(
                            connection, need.table(), need.shape(), need.whole(), need.amid());
            needed |= !statements.isEmpty();
            if (needed && !execute) {
                return true;
            }
            for (String statement : statements) {
                execute(connection, need.table(), statement);
            }
        }
        return needed;
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
