package dev.lockstep.cli.verify.target.sql;

import dev.lockstep.cli.output.CommandException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A session with the database of a replica, as the sink's configuration names it. */
final class ReplicaSession implements AutoCloseable {

    private static final String PROPERTIES = "connection.properties.";

    /** Makes something of the row that a result stands at. */
    interface RowReader<T> {

        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final String address;

    private ReplicaSession(Connection connection, String address) {
        this.connection = connection;
        this.address = address;
    }

    /**
     * Logs in.
     *
     * @param driver given, for those that are registered need not be those of this program
     */
    static ReplicaSession open(Driver driver, String url, Map<String, String> sink) {
        String user = sink.getOrDefault("connection.user", sink.get("connection.username"));
        Properties properties = new Properties();
        sink.forEach(
                (option, value) -> {
                    if (option.startsWith(PROPERTIES) && value != null) {
                        properties.put(option.substring(PROPERTIES.length()), value);
                    }
                });
        put(properties, "user", user);
        put(properties, "password", sink.get("connection.password"));
        String address = url.replaceFirst("[?;].*", "") + (user == null ? "" : " as " + user);
        try {
            return new ReplicaSession(driver.connect(url, properties), address);
        } catch (SQLException e) {
            throw failure("connect to the target", address, e);
        }
    }

    private static void put(Properties properties, String name, String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    <T> List<T> query(String act, RowReader<T> reader, String sql, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw failure(act, address, e);
        }
    }

    private static CommandException failure(String act, String address, SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        String advice = "";
        if (state.startsWith("28")) {
            advice = " Check the user, and the password in LOCKSTEP_TARGET_PASSWORD.";
        } else if (state.startsWith("08")) {
            advice = " Check --target-url, and that the server is up.";
        } else if (state.equals("42501")) {
            advice = " Log in as a user that may read it (--target-user).";
        }
        // What is wrong with a value is told together with the value.
        String words =
                state.startsWith("22") ? "SQL state " + state : CommandException.words(cause);
        return new CommandException(
                "Cannot " + act + " (" + address + "): " + words + "." + advice, cause);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure("close the session", address, e);
        }
    }
}
