package dev.lockstep.source.postgres.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A transaction comes in the log as soon as its commit is written, and queries see it somewhat
 * later: with synchronous replication only when a standby has confirmed it. Asked in between, the
 * catalogs know nothing of the table that the log has just defined. Used by the task thread only.
 */
final class VisibilityWait {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    /** After this long the session is given up, which tries again and can be stopped. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** As of a query that was cancelled: trying again may help. */
    private static final String CANCELLED = "57014";

    private VisibilityWait() {}

    /**
     * Returns when queries see a transaction whose commit has been in the log.
     *
     * @param xid without its epoch
     */
    static void await(Connection connection, long xid) throws SQLException {
        long begin = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (!snapshot(connection).sees(xid)) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new SQLTimeoutException(
                        "transaction "
                                + xid
                                + " is in the log, but queries do not see it yet; its commit may"
                                + " wait for a synchronous standby",
                        CANCELLED);
            }
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        }
    }

    private static ServerSnapshot snapshot(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_snapshot()::text")) {
            row.next();
            return ServerSnapshot.parse(row.getString(1));
        }
    }
}
