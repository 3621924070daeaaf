package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.postgres.PostgresOptions.ReplicationRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What a new session is told once. */
final class SessionSettings {

    /**
     * Texts are read the way they are written; nothing that we run is worth compiling. A task that
     * is frozen amid a transaction must not keep its successor from the offsets for ever; one that
     * merely waits for the rest of a source transaction begins that again.
     */
    private static final String SETTINGS =
            "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';"
                    + " SET xmloption = 'content'; SET jit = off;"
                    + " SET idle_in_transaction_session_timeout = '60s'";

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
