package dev.lockstep.source.postgres;

import dev.lockstep.embedded.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks at what a server was asked for. */
final class StreamedForm {

    private StreamedForm() {}

    /** Whether the reader of a slot has asked for binary values. */
    static boolean of(PostgresServer server, String slot) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT a.query LIKE '%binary ''true''%' FROM pg_stat_activity a"
                                        + " JOIN pg_replication_slots s ON s.active_pid = a.pid"
                                        + " WHERE s.slot_name = '"
                                        + slot
                                        + "'")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
