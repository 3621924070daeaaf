package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.catalog.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Notices that a standby has been promoted. Its stream goes on, but on a new timeline, while
 * offsets name the one that the session began on: whoever compared them later would take the new
 * log for a history that never was. What has come from a server that is still in recovery is of the
 * old timeline. Used by the task thread only.
 */
final class StandbyWatch implements AutoCloseable {

    /** Admin shutdown, as the server says to sessions that have to come again. */
    private static final String COME_AGAIN = "57P01";

    private final Connection connection;

    private StandbyWatch(Connection connection) {
        this.connection = connection;
    }

    /**
     * Begins to watch. Only before the server is asked for its timeline.
     *
     * @return null for a primary, which remains one
     */
    static StandbyWatch open(Database database) throws SQLException {
        Connection connection = database.connect();
        try {
            if (isInRecovery(connection)) {
                return new StandbyWatch(connection);
            }
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return null;
    }

    private static boolean isInRecovery(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /**
     * Checks what has just come.
     *
     * @throws ConnectException after a promotion, or when the server does not answer: the next
     *     session has to fetch it again
     */
    void check() {
        try {
            if (!isInRecovery(connection)) {
                throw new SQLException(
                        "the standby has been promoted, which takes a new session", COME_AGAIN);
            }
        } catch (SQLException e) {
            throw new ConnectException("Cannot go on reading", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone already.
        }
    }
}
