package dev.lockstep.benchmarks.stage;

import dev.lockstep.embedded.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A table of orders that sinks write to, in a database of its own, and how far it has come. */
public final class ReplicaTable implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final PostgresServer postgres;
    private final String database;
    private final Connection connection;

    private ReplicaTable(PostgresServer postgres, String database) throws SQLException {
        this.postgres = postgres;
        this.database = database;
        connection = postgres.connect(database);
    }

    public static ReplicaTable create(Stage stage) throws SQLException {
        return new ReplicaTable(stage.postgres(), stage.createDatabase("replica"));
    }

    public String database() {
        return database;
    }

    /** Replaces the table by an empty one. */
    public void empty() throws SQLException {
        postgres.execute(
                database,
                "DROP TABLE IF EXISTS orders",
                "CREATE TABLE orders " + OrdersTable.COLUMNS);
        postgres.execute(database, "CHECKPOINT");
    }

    /** Changes are applied in their order: with the last row all rows are there. */
    public void awaitRow(long id) throws SQLException {
        await("SELECT coalesce(max(id), 0) FROM orders", id);
    }

    /** Waits until a query's one number is at least so much, as long as it goes on growing. */
    public void await(String query, long number) throws SQLException {
        long latest = number(query);
        long progress = System.nanoTime();
        while (latest < number) {
            if (System.nanoTime() - progress > PATIENCE_NANOS) {
                throw new IllegalStateException(
                        "Rows did not arrive: " + query + " is " + latest + " of " + number);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            long now = number(query);
            progress = now > latest ? System.nanoTime() : progress;
            latest = now;
        }
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
