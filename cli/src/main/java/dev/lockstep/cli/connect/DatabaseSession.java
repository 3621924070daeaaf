package dev.lockstep.cli.connect;

import dev.lockstep.cli.output.CommandException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.Driver;

/** An ordinary session with PostgreSQL. */
public final class DatabaseSession implements AutoCloseable {

    /** Makes something of the row that a result stands at. */
    public interface RowReader<T> {

        T read(ResultSet row) throws SQLException;
    }

    private final DatabaseTarget target;
    private final Connection connection;

    private DatabaseSession(DatabaseTarget target, Connection connection) {
        this.target = target;
        this.connection = connection;
    }

    /** Opens a session with what a connector is configured to use. */
    public static DatabaseSession of(Map<String, String> connector) {
        DatabaseTarget target = DatabaseTarget.of(connector).withPort(DatabaseOptions.DEFAULT_PORT);
        target.check();
        return open(target);
    }

    static DatabaseSession open(DatabaseTarget target) {
        try {
            // Not by DriverManager, which knows only the drivers of whoever asked it first.
            return new DatabaseSession(
                    target, new Driver().connect(target.jdbcUrl(), target.driverProperties()));
        } catch (SQLException e) {
            throw failure("connect to PostgreSQL (" + target + ")", e);
        }
    }

    /**
     * Runs a query.
     *
     * @param purpose completes "Cannot …" in the message of a failure
     */
    public <T> List<T> query(
            String purpose, RowReader<T> reader, String sql, Object... parameters) {
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
            throw failure(purpose + " (" + target + ")", e);
        }
    }

    /** The first row of a query. */
    public <T> Optional<T> first(
            String purpose, RowReader<T> reader, String sql, Object... parameters) {
        return query(purpose, reader, sql, parameters).stream().findFirst();
    }

    /** The server's version as a number, such as 170004. */
    public int version() {
        return first(
                        "read the server's version",
                        row -> row.getInt(1),
                        "SELECT current_setting('server_version_num')::int")
                .orElseThrow();
    }

    public String database() {
        return target.database();
    }

    /** Where it is and who has logged in, without the password. */
    public String address() {
        return target.toString();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure("close the session with PostgreSQL", e);
        }
    }

    private static CommandException failure(String act, SQLException cause) {
        String words = CommandException.words(cause);
        return new CommandException("Cannot " + act + ": " + words + "." + advice(cause), cause);
    }

    private static String advice(SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        return switch (state) {
            case "28P01" ->
                    " Check the user, and the password in --password-file or"
                            + " LOCKSTEP_DATABASE_PASSWORD.";
            case "28000" -> " Check the user and the server's pg_hba.conf.";
            case "3D000" -> " Check --database-dbname.";
            case "08004" ->
                    " Is a password needed? Use --password-file or"
                            + " LOCKSTEP_DATABASE_PASSWORD.";
            case "42501" -> " Log in as a user that may do it.";
            case "53400" -> " Drop a slot that nobody uses, or raise max_replication_slots.";
            default -> state.startsWith("08") ? " Check host and port, and that it is up." : "";
        };
    }
}
