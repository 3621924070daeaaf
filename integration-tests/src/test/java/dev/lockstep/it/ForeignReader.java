package dev.lockstep.it;

import dev.lockstep.embedded.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGConnection;

/** Another program that reads from a slot, and so holds it. */
final class ForeignReader implements AutoCloseable {

    private final Connection connection;

    private ForeignReader(Connection connection) {
        this.connection = connection;
    }

    /**
     * Holds the slot until it is closed; it never says that it has stored anything.
     *
     * @param publication one that exists, without which the server would end the stream
     */
    static ForeignReader hold(Postgres postgres, String database, String slot, String publication)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", postgres.user());
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "10");
        properties.setProperty("ApplicationName", "somebody else");
        Connection connection = DriverManager.getConnection(postgres.jdbcUrl(database), properties);
        connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(slot)
                .withSlotOption("proto_version", 1)
                .withSlotOption("publication_names", publication)
                .start();
        return new ForeignReader(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
