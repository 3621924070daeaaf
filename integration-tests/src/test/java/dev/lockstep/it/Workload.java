package dev.lockstep.it;

import dev.lockstep.embedded.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Several sessions that insert, update, delete and rename rows of a few tables at once, in
 * transactions of several rows, some of them rolled back. A trigger writes the true history of
 * every row into a table that is not captured. The sessions stay within what they are allowed.
 */
final class Workload implements AutoCloseable {

    static final String[] TABLES = {"public.plain", "public.full_identity", "public.wide"};

    /** Few enough keys that sessions meet, and that keys come back after a delete. */
    private static final int KEYS = 300;

    static final String[] DDL = {
        "CREATE TABLE plain (id int PRIMARY KEY, version bigint NOT NULL)",
        "CREATE TABLE full_identity (id int PRIMARY KEY, version bigint NOT NULL)",
        "ALTER TABLE full_identity REPLICA IDENTITY FULL",
        "CREATE TABLE wide (id int PRIMARY KEY, version bigint NOT NULL, filler text)",
        "ALTER TABLE wide ALTER COLUMN filler SET STORAGE EXTERNAL",
        "CREATE TABLE history (seq bigserial PRIMARY KEY, tbl text, op text, id int,"
                + " version bigint)",
        """
        CREATE FUNCTION remember() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND OLD.id <> NEW.id) THEN
            INSERT INTO history (tbl, op, id, version)
              VALUES (TG_TABLE_NAME, 'd', OLD.id, OLD.version);
          END IF;
          IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND OLD.id <> NEW.id) THEN
            INSERT INTO history (tbl, op, id, version)
              VALUES (TG_TABLE_NAME, 'c', NEW.id, NEW.version);
          ELSIF TG_OP = 'UPDATE' THEN
            INSERT INTO history (tbl, op, id, version)
              VALUES (TG_TABLE_NAME, 'u', NEW.id, NEW.version);
          END IF;
          RETURN NULL;
        END $$
        """,
        trigger("plain"),
        trigger("full_identity"),
        trigger("wide")
    };

    private static String trigger(String table) {
        return "CREATE TRIGGER remember AFTER INSERT OR UPDATE OR DELETE ON "
                + table
                + " FOR EACH ROW EXECUTE FUNCTION remember()";
    }

    private final Postgres postgres;
    private final String database;
    private final Semaphore allowance = new Semaphore(0);
    private final ExecutorService sessions = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean ended;

    Workload(Postgres postgres, String database) {
        this.postgres = postgres;
        this.database = database;
    }

    Workload start(int count, SplittableRandom random) {
        for (int i = 0; i < count; i++) {
            SplittableRandom own = random.split();
            running.add(
                    sessions.submit(
                            () -> {
                                run(own);
                                return null;
                            }));
        }
        return this;
    }

    /** Lets the sessions make about this many more changes. */
    void allow(int changes) {
        allowance.release(changes);
    }

    int allowed() {
        return allowance.availablePermits();
    }

    /** Lets running transactions end, and fails if a session has. */
    void end() throws InterruptedException, ExecutionException {
        ended = true;
        allowance.release(1_000_000);
        for (Future<?> session : running) {
            session.get();
        }
    }

    @Override
    public void close() {
        ended = true;
        allowance.release(1_000_000);
        sessions.shutdown();
    }

    private void run(SplittableRandom random) throws SQLException, InterruptedException {
        try (Connection connection = postgres.connect(database)) {
            connection.setAutoCommit(false);
            while (!ended) {
                int changes = random.nextInt(1, 13);
                allowance.acquire(changes);
                transaction(connection, random, changes);
            }
        }
    }

    private void transaction(Connection connection, SplittableRandom random, int changes)
            throws SQLException {
        try {
            for (int i = 0; i < changes; i++) {
                change(connection, random);
            }
            if (random.nextInt(10) == 0) {
                connection.rollback();
            } else {
                connection.commit();
            }
        } catch (SQLException e) {
            connection.rollback();
            // Sessions that lock the same rows in different orders: the server ends one of them.
            if (!e.getSQLState().equals("40P01")) {
                throw e;
            }
        }
    }

    private static void change(Connection connection, SplittableRandom random) throws SQLException {
        String table = TABLES[random.nextInt(TABLES.length)];
        int key = random.nextInt(KEYS);
        if (random.nextInt(300) == 0) {
            execute(connection, "UPDATE " + table + " SET version = version + 1 WHERE id >= ?", 0);
            return;
        }
        switch (random.nextInt(10)) {
            case 0, 1 -> execute(connection, "DELETE FROM " + table + " WHERE id = ?", key);
            case 2 -> rename(connection, table, key, random.nextInt(KEYS));
            case 3, 4, 5 -> insert(connection, table, key, random.nextInt(4) == 0 ? 4000 : 10);
            default ->
                    execute(
                            connection,
                            "UPDATE " + table + " SET version = version + 1 WHERE id = ?",
                            key);
        }
    }

    private static void insert(Connection connection, String table, int key, int length)
            throws SQLException {
        boolean wide = table.endsWith("wide");
        execute(
                connection,
                "INSERT INTO "
                        + table
                        + (wide ? " (id, version, filler)" : " (id, version)")
                        + " VALUES (?, 1"
                        + (wide ? ", repeat('x', " + length + ")" : "")
                        + ") ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version + "
                        + table.substring(table.indexOf('.') + 1)
                        + ".version",
                key);
    }

    /** Often fails on a key that exists, which takes the transaction back to the savepoint. */
    private static void rename(Connection connection, String table, int from, int to)
            throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE "
                            + table
                            + " SET version = version + 1, id = "
                            + to
                            + " WHERE id = "
                            + from);
            connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            if (!e.getSQLState().equals("23505")) {
                throw e;
            }
            connection.rollback(savepoint);
        }
    }

    private static void execute(Connection connection, String sql, int key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, key);
            statement.executeUpdate();
        }
    }
}
