package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.postgres.PostgresOptions.ReplicationRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What a new session is told once. */
final class SessionSettings {

    /**
     * Texts are read the way they are written. Rows to update and delete are looked up by their
     * index however few rows the planner believes the table to have: a plan is kept for as long as
     * a table grows.
     */
    private static final String SETTINGS =
            "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';"
                    + " SET xmloption = 'content'; SET jit = off; SET enable_seqscan = off;"
                    + " SET enable_hashjoin = off; SET enable_mergejoin = off";

    private static final String REPLICA = "SET session_replication_role = replica";

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private SessionSettings() {}

    /** Commits, for otherwise the settings would end with a transaction that is rolled back. */
    static void apply(Connection connection, ReplicationRole role) throws SQLException {
        execute(connection, SETTINGS);
        connection.commit();
        switch (role) {
            case ORIGIN -> {}
            case REPLICA -> {
                execute(connection, REPLICA);
                connection.commit();
            }
            case AUTO -> replicaIfAllowed(connection);
        }
    }

    private static void replicaIfAllowed(Connection connection) throws SQLException {
        try {
            execute(connection, REPLICA);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
