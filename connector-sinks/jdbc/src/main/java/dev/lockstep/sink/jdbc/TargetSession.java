package dev.lockstep.sink.jdbc;

import dev.lockstep.sink.jdbc.config.ConnectionOptions;
import dev.lockstep.sink.jdbc.dialect.Dialect;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to the target, opened when it is needed and again when it broke. The apply
 * thread calls, but for {@link #abort}.
 */
final class TargetSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TargetSession.class);

    private final ConnectionOptions options;
    private final Dialect dialect;
    private final Driver driver;

    /** Written by the apply thread; read by the one that aborts. */
    private volatile Connection connection;

    TargetSession(ConnectionOptions options, Dialect dialect) {
        this.options = options;
        this.dialect = dialect;
        this.driver = Databases.driver(options.url());
    }

    /** The connection, with autocommit off. */
    Connection connection() throws SQLException {
        if (connection == null) {
            connection = open();
        }
        return connection;
    }

    private Connection open() throws SQLException {
        Properties properties = options.properties(dialect.driverDefaults());
        Connection opened = driver.connect(options.url(), properties);
        if (opened == null) {
            throw new SQLNonTransientConnectionException("the driver refuses the URL", "08001");
        }
        try {
            opened.setAutoCommit(false);
            dialect.prepare(opened);
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    /** Undoes the open transaction. A connection that cannot even do that is given up. */
    void rollback() {
        if (connection == null) {
            return;
        }
        try {
            connection.rollback();
            if (connection.isClosed()) {
                close();
            }
        } catch (SQLException e) {
            LOG.debug("The connection to the target cannot roll back; it is opened anew.");
            close();
        }
    }

    /** Any thread: what waits for the target there fails. */
    void abort() {
        Connection current = connection;
        if (current != null) {
            try {
                current.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The connection to the target cannot be aborted.");
            }
        }
    }

    @Override
    public void close() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException e) {
                LOG.debug("The connection to the target cannot be closed.");
            }
        }
    }
}
