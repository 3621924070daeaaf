package dev.lockstep.it;

import static org.awaitility.Awaitility.await;

import dev.lockstep.embedded.ConnectRest;
import dev.lockstep.embedded.ConnectRest.Instance;
import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.Postgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** One database and the connector that captures it. */
final class Capture implements AutoCloseable {

    static final String CONNECTOR = "dev.lockstep.source.postgres.PostgresSourceConnector";

    final String name;
    final Postgres postgres;
    private final Stack stack;
    private final ConnectWorker worker;

    Capture(Stack stack, ConnectWorker worker, String name) {
        this(stack, stack.postgres, worker, name);
    }

    Capture(Stack stack, Postgres postgres, ConnectWorker worker, String name) {
        this.stack = stack;
        this.postgres = postgres;
        this.worker = worker;
        this.name = name;
    }

    /** The configuration of a connector to this database, with more options as key, value, … */
    Map<String, String> config(String... options) {
        Map<String, String> config = new TreeMap<>();
        config.put("connector.class", CONNECTOR);
        config.put("tasks.max", "1");
        config.put("topic.prefix", name);
        config.put("database.hostname", postgres.host());
        config.put("database.port", Integer.toString(postgres.port()));
        config.put("database.user", postgres.user());
        config.put("database.password", "");
        config.put("database.dbname", name);
        config.put("slot.name", name);
        config.put("snapshot.mode", "no_data");
        for (int i = 0; i < options.length; i += 2) {
            config.put(options[i], options[i + 1]);
        }
        return config;
    }

    /** Creates the connector and waits until it reads the log. */
    Capture start(String... options) {
        worker.rest().configure(name, config(options));
        worker.rest().awaitRunning(name, Duration.ofSeconds(60));
        awaitStreaming(name);
        return this;
    }

    /** Waits until the task has failed, and returns why. */
    String awaitFailure() {
        return await("failure of " + name)
                .atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                worker.rest().status(name).tasks().stream()
                                        .filter(task -> task.state().equals("FAILED"))
                                        .map(ConnectRest.Instance::trace)
                                        .findFirst()
                                        .orElse(""),
                        trace -> !trace.isEmpty());
    }

    /** The server's process that sends the log to the connector; null while there is none. */
    String walsender() throws SQLException {
        return query(
                "SELECT active_pid FROM pg_replication_slots WHERE slot_name = '" + name + "'");
    }

    void awaitFreeSlot() {
        await("slot " + name + " is free")
                .atMost(Duration.ofSeconds(30))
                .until(() -> walsender() == null);
    }

    /** Ends the connector's walsender and drops the slot before the connector is back. */
    void dropSlotInUse() {
        await("slot " + name + " is dropped")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .ignoreExceptions()
                .until(
                        () -> {
                            execute(
                                    "SELECT pg_terminate_backend(active_pid)"
                                            + " FROM pg_replication_slots WHERE active"
                                            + " AND slot_name = '"
                                            + name
                                            + "'",
                                    "SELECT pg_drop_replication_slot('" + name + "')");
                            return true;
                        });
    }

    /**
     * Waits until somebody reads from the slot: what is committed from then on will be seen.
     * Whoever creates a slot holds it too, but is no sender.
     */
    void awaitStreaming(String slot) {
        await("slot " + slot + " is read")
                .atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                "t"
                                        .equals(
                                                query(
                                                        "SELECT true FROM pg_replication_slots"
                                                                + " JOIN pg_stat_replication"
                                                                + " ON pid = active_pid"
                                                                + " WHERE slot_name = '"
                                                                + slot
                                                                + "'")));
    }

    void execute(String... sql) throws SQLException {
        postgres.execute(name, sql);
    }

    /** A session in the captured database, as the superuser. */
    Connection connect() throws SQLException {
        return postgres.connect(name);
    }

    /** The first column of the first row as text; null without a row. */
    String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** Reads topics of this capture from their beginning; names without the prefix. */
    Events events(String... tables) {
        return new Events(stack.kafka.bootstrapServers(), name, tables);
    }

    /** A failed task brings nothing more. */
    void checkAlive() {
        checkAlive(name);
    }

    /** The same for another connector to this database. */
    void checkAlive(String connector) {
        for (Instance task : worker.rest().status(connector).tasks()) {
            if (task.state().equals("FAILED")) {
                throw new AssertionError("Connector " + connector + " failed: " + task.trace());
            }
        }
    }

    @Override
    public void close() {
        worker.rest().delete(name);
    }
}
