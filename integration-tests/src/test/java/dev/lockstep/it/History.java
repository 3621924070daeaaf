package dev.lockstep.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * A session that inserts, updates, deletes and renames rows with few keys and truncates tables, in
 * transactions some of which are rolled back. Each change has a number of its own, in their order.
 */
final class History implements AutoCloseable {

    /** Rows that come back after a delete, with large values, and of a table that is truncated. */
    static final List<String> TABLES = List.of("plain", "wide", "emptied");

    /** Ids are below. */
    static final int KEYS = 25;

    private static final int LONG = 120;

    private final Capture capture;
    private final Semaphore allowance = new Semaphore(0);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private Future<?> session;
    private volatile boolean ended;
    private long number;

    History(Capture capture) {
        this.capture = capture;
    }

    static String[] ddl() {
        return new String[] {
            "CREATE TABLE plain (id int PRIMARY KEY, seq bigint NOT NULL, body text)",
            "CREATE TABLE wide (id int PRIMARY KEY, seq bigint NOT NULL, body text)",
            "ALTER TABLE wide ALTER body SET STORAGE EXTERNAL",
            "CREATE TABLE emptied (id int PRIMARY KEY, seq bigint NOT NULL, body text)",
            // A snapshot says that it is complete with its last row: no table is empty.
            "INSERT INTO plain VALUES (0, 0, '')",
            "INSERT INTO wide VALUES (0, 0, '')",
            "INSERT INTO emptied VALUES (0, 0, '')"
        };
    }

    History start(SplittableRandom random) {
        session =
                thread.submit(
                        () -> {
                            run(random);
                            return null;
                        });
        return this;
    }

    /** Lets the session begin so many more transactions. */
    void allow(int transactions) {
        allowance.release(transactions);
    }

    /** Lets what is allowed end. */
    void end() throws Exception {
        ended = true;
        allowance.release();
        session.get();
    }

    @Override
    public void close() {
        ended = true;
        thread.shutdownNow();
    }

    private void run(SplittableRandom random) throws SQLException, InterruptedException {
        try (Connection connection = capture.connect()) {
            connection.setAutoCommit(false);
            while (!ended || allowance.availablePermits() > 1) {
                allowance.acquire();
                for (int changes = random.nextInt(1, 8); changes > 0; changes--) {
                    change(connection, random);
                }
                if (random.nextInt(10) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
            }
        }
    }

    private void change(Connection connection, SplittableRandom random) throws SQLException {
        String table = TABLES.get(random.nextInt(TABLES.size()));
        int id = random.nextInt(KEYS);
        number++;
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> insert(connection, table, id, random.nextInt(3) == 0 ? LONG : 1);
            case 3, 4, 5 -> execute(connection, "DELETE FROM " + table + " WHERE id = ?", id);
            case 6, 7 -> rename(connection, table, id, random.nextInt(KEYS));
            default -> {
                if (table.equals("emptied") && random.nextInt(15) == 0) {
                    execute(connection, "TRUNCATE emptied");
                } else {
                    String update = "UPDATE " + table + " SET seq = ? WHERE id = ?";
                    execute(connection, update, number, id);
                }
            }
        }
    }

    /** What is there already gets a new number, but keeps its value. */
    private void insert(Connection connection, String table, int id, int length)
            throws SQLException {
        execute(
                connection,
                "INSERT INTO "
                        + table
                        + " VALUES (?, ?, repeat(md5(?::text), ?::int)) ON CONFLICT (id) DO UPDATE"
                        + " SET seq = EXCLUDED.seq",
                id,
                number,
                number,
                length);
    }

    private void rename(Connection connection, String table, int from, int to) throws SQLException {
        execute(
                connection,
                "UPDATE "
                        + table
                        + " SET id = ?, seq = ? WHERE id = ? AND NOT EXISTS (SELECT FROM "
                        + table
                        + " WHERE id = ?)",
                to,
                number,
                from,
                to);
    }

    private static void execute(Connection connection, String sql, long... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setLong(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }
}
