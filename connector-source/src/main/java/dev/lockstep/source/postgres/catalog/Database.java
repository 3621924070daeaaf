package dev.lockstep.source.postgres.catalog;

import dev.lockstep.source.postgres.config.ConnectionOptions;
import dev.lockstep.source.postgres.socket.GatheringSocket;
import dev.lockstep.source.postgres.socket.GatheringSocketFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.Driver;

/** Opens connections to the captured database; safe for use by several threads. */
public final class Database {

    private final ConnectionOptions options;
    private final String applicationName;

    /**
     * @param topicPrefix names the connector; the server shows it in {@code pg_stat_activity}, by
     *     which a connector recognises a slot that it holds itself
     */
    public Database(ConnectionOptions options, String topicPrefix) {
        this.options = options;
        this.applicationName = applicationName(topicPrefix);
    }

    /** The name that the server shows for our sessions: at most 63 bytes of ASCII. */
    static String applicationName(String topicPrefix) {
        String name = "Lockstep " + topicPrefix;
        return name.substring(0, Math.min(63, name.length()));
    }

    public String applicationName() {
        return applicationName;
    }

    /** Where we connect to, for messages: host, port, database and user. */
    public String label() {
        return options.hostname()
                + ":"
                + options.port()
                + "/"
                + options.database()
                + " as "
                + options.user();
    }

    /** Opens a session for queries, in auto-commit mode. */
    public Connection connect() throws SQLException {
        return open(options.driverProperties());
    }

    /**
     * Opens a session that reads rows in the form in which the log would bring them, whatever is
     * hidden from our user being an error rather than left out.
     */
    public Connection connectForRows() throws SQLException {
        Properties properties = options.driverProperties();
        String ticket = GatheringSocketFactory.ticket();
        properties.setProperty("socketFactory", GatheringSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", ticket);
        properties.setProperty("preferQueryMode", "simple");
        Connection connection;
        try {
            connection = open(properties);
        } finally {
            GatheringSocketFactory.redeem(ticket);
        }
        try (Statement statement = connection.createStatement()) {
            setTextForms(statement);
            statement.execute("SET row_security = off");
            statement.execute("SET idle_in_transaction_session_timeout = 0");
            return connection;
        } catch (SQLException e) {
            closeAfter(e, connection);
            throw e;
        }
    }

    /**
     * Opens a session that speaks the replication protocol. Values may arrive as text, so the
     * settings that shape that text are fixed here, whatever the server's or the user's defaults
     * are.
     */
    public ReplicationConnection connectForReplication() throws SQLException {
        Properties properties = options.driverProperties();
        String ticket = GatheringSocketFactory.ticket();
        properties.setProperty("socketFactory", GatheringSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", ticket);
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "10");
        Connection connection;
        GatheringSocket socket;
        try {
            connection = open(properties);
        } finally {
            socket = GatheringSocketFactory.redeem(ticket);
        }
        try (Statement statement = connection.createStatement()) {
            setTextForms(statement);
            // The server warns where it leaves out changes.
            statement.execute("SET client_min_messages = 'warning'");
            return new ReplicationConnection(connection, socket);
        } catch (SQLException e) {
            closeAfter(e, connection);
            throw e;
        }
    }

    private static void setTextForms(Statement statement) throws SQLException {
        statement.execute("SET TimeZone = 'UTC'");
        statement.execute("SET DateStyle = 'ISO, MDY'");
        statement.execute("SET IntervalStyle = 'postgres'");
        statement.execute("SET bytea_output = 'hex'");
        statement.execute("SET extra_float_digits = 3");
        statement.execute("SET xmlbinary = 'base64'");
        statement.execute("SET statement_timeout = 0");
        statement.execute("SET lock_timeout = 0");
    }

    private Connection open(Properties properties) throws SQLException {
        properties.setProperty("ApplicationName", applicationName);
        // Not DriverManager: it walks the drivers of every plugin in the worker.
        Connection connection = new Driver().connect(options.url(), properties);
        if (connection == null) {
            throw new SQLException("The driver does not take the URL of " + label(), "08001");
        }
        return connection;
    }

    /**
     * Cuts a connection, so that a thread that uses it goes on with an error.
     *
     * @param connection null for none
     */
    public static void giveUp(Connection connection) {
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // Nothing is owed to a connection that is given up.
            }
        }
    }

    private static void closeAfter(SQLException failure, Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
