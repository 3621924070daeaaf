package dev.lockstep.sink.jdbc;

import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.jdbc.config.ConnectionOptions;
import dev.lockstep.sink.jdbc.config.FenceMode;
import dev.lockstep.sink.jdbc.config.JdbcSinkConfig;
import dev.lockstep.sink.jdbc.config.TableOptions;
import dev.lockstep.sink.jdbc.config.WriteOptions;
import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.fence.OffsetsTable;
import dev.lockstep.sink.jdbc.schema.NamedTables;
import dev.lockstep.sink.jdbc.table.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** Checks a configuration against the target it names, before anything runs. */
final class Preflight {

    private final JdbcSinkConfig config;

    Preflight(JdbcSinkConfig config) {
        this.config = config;
    }

    /** What stands in the way, each on the option that the user should look at first. */
    List<Problem> problems() {
        Dialect dialect;
        TargetSession session;
        try {
            dialect = Databases.dialect(config);
            session = new TargetSession(config.connection(), dialect);
        } catch (ConfigException e) {
            return List.of(new Problem(ConnectionOptions.URL, e.getMessage()));
        }
        try (session) {
            return problems(session.connection(), dialect);
        } catch (SQLException e) {
            return List.of(
                    new Problem(
                            optionOf(e),
                            "Cannot log in to the target: "
                                    + new SqlFailures(dialect).describe(e)
                                    + ". Correct the connection's options, or let the target"
                                    + " answer."));
        }
    }

    private static String optionOf(SQLException failure) {
        boolean login = failure.getSQLState() != null && failure.getSQLState().startsWith("28");
        return login ? ConnectionOptions.USER : ConnectionOptions.URL;
    }

    private List<Problem> problems(Connection connection, Dialect dialect) throws SQLException {
        List<Problem> problems = new ArrayList<>();
        if (connection.isReadOnly()) {
            problems.add(
                    new Problem(
                            ConnectionOptions.URL,
                            "Cannot write to the target: the connection is read-only. Name the"
                                    + " server that accepts changes."));
        }
        if (config.writing().fence() == FenceMode.OFFSETS) {
            offsetsTable(connection, dialect, problems);
        }
        if (!config.tables().autoCreate()) {
            missingTables(connection, dialect, problems);
        }
        connection.rollback();
        return problems;
    }

    /** It is created at the first start; one that is there has to be writable. */
    private void offsetsTable(Connection connection, Dialect dialect, List<Problem> problems)
            throws SQLException {
        TableName name = TableName.parse(config.writing().offsetsTable());
        OffsetsTable table = new OffsetsTable(dialect, name);
        if (!table.exists(connection)) {
            return;
        }
        try {
            table.probe(connection);
        } catch (SQLException e) {
            problems.add(
                    new Problem(
                            WriteOptions.OFFSETS_TABLE,
                            "Cannot write to table "
                                    + name
                                    + " of the target: "
                                    + new SqlFailures(dialect).describe(e)
                                    + ". Grant the user SELECT, INSERT, UPDATE and DELETE on it, or"
                                    + " name another table."));
        }
    }

    private void missingTables(Connection connection, Dialect dialect, List<Problem> problems)
            throws SQLException {
        List<TableName> missing =
                new NamedTables(config.tables(), config.originals()).missing(connection, dialect);
        if (!missing.isEmpty()) {
            problems.add(
                    new Problem(
                            TableOptions.AUTO_CREATE,
                            "Cannot find these tables in the target: "
                                    + missing
                                    + ". Create them, set auto.create=true, or choose others with"
                                    + " table.name.format and table.name.map."));
        }
    }
}
