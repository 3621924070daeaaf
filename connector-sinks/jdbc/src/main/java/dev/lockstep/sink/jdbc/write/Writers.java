package dev.lockstep.sink.jdbc.write;

import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.dialect.TableWriter;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writers of one connection, prepared when they are first needed and kept. */
final class Writers {

    private static final Logger LOG = LoggerFactory.getLogger(Writers.class);

    /** Tables with many columns that are now and then not told could need any number. */
    private static final int KEPT = 500;

    private final Dialect dialect;
    private final Map<RowGroup.Kind, TableWriter> writers = new LinkedHashMap<>(64, 0.75f, true);
    private Connection connection;

    Writers(Dialect dialect) {
        this.dialect = dialect;
    }

    TableWriter of(Connection current, RowGroup.Kind kind) throws SQLException {
        if (connection != current) {
            forget();
            connection = current;
        }
        TableWriter writer = writers.get(kind);
        if (writer == null) {
            writer = prepare(current, Plans.plan(kind));
            writers.put(kind, writer);
            if (writers.size() > KEPT) {
                RowGroup.Kind eldest = writers.keySet().iterator().next();
                writers.remove(eldest).close();
            }
        }
        return writer;
    }

    /** A row of which only the key is told is as it was. */
    private TableWriter prepare(Connection current, WritePlan plan) throws SQLException {
        return plan.statement() == Statement.UPDATE && plan.nonKeys().isEmpty()
                ? new UnchangedRows()
                : dialect.writer(current, plan);
    }

    /** Writes nothing, and so finds nothing. */
    private static final class UnchangedRows implements TableWriter {

        @Override
        public int write(List<? extends RowChange> rows) {
            return 0;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    /** Writers of a connection that broke cannot be closed, and need not be. */
    void forget() {
        List<TableWriter> old = new ArrayList<>(writers.values());
        writers.clear();
        connection = null;
        for (TableWriter writer : old) {
            try {
                writer.close();
            } catch (SQLException e) {
                LOG.debug(
                        "A statement of the target cannot be closed; it went with its connection.");
            }
        }
    }
}
