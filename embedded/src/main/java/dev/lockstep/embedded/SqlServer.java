package dev.lockstep.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * A database server whose superuser needs no password; every other user must present the one it was
 * given.
 */
public interface SqlServer extends Server {

    String host();

    int port();

    /** The superuser. */
    String user();

    String jdbcUrl(String database);

    /** Connects as the superuser. */
    default Connection connect(String database) throws SQLException {
        return connect(database, user(), "");
    }

    default Connection connect(String database, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    /** Runs statements as the superuser, each in a transaction of its own. */
    default void execute(String database, String... sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
    }
}
