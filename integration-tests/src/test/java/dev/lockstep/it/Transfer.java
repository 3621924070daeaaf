package dev.lockstep.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One transaction: a row in the ledger, and what it stands for. */
final class Transfer {

    /** Accounts that exist from the beginning, in each table. */
    static final int ACCOUNTS = 6_000;

    /** Few enough that sessions meet, and that keys come back after a delete. */
    private static final int BUSY = 150;

    private static final int LARGE = 2_500;

    static final List<String> ACCOUNT_TABLES =
            List.of("account_plain", "account_full", "account_wide");
    static final List<String> TABLES =
            List.of("account_plain", "account_full", "account_wide", "ledger", "posting");

    /** Every table has the same first columns. */
    static List<String> ddl() {
        List<String> ddl = new ArrayList<>();
        for (String table : TABLES) {
            ddl.add(
                    "CREATE TABLE "
                            + table
                            + " (id bigint PRIMARY KEY, version bigint NOT NULL,"
                            + " balance bigint NOT NULL, note text)");
        }
        ddl.add("ALTER TABLE account_full REPLICA IDENTITY FULL");
        ddl.add("ALTER TABLE account_wide ALTER COLUMN note SET STORAGE EXTERNAL");
        // A snapshot says that it is complete with its last row: no table is empty.
        ddl.add("INSERT INTO ledger VALUES (0, 1, 0)");
        ddl.add("INSERT INTO posting VALUES (0, 1, 0)");
        for (String table : ACCOUNT_TABLES) {
            ddl.add(
                    "INSERT INTO "
                            + table
                            + " SELECT i, 1, 1000, repeat('x', 60) FROM generate_series(1, "
                            + ACCOUNTS
                            + ") i");
        }
        return ddl;
    }

    private final Connection connection;
    private final SplittableRandom random;
    private final WrittenTransaction written;

    Transfer(Connection connection, SplittableRandom random, WrittenTransaction written) {
        this.connection = connection;
        this.random = random;
        this.written = written;
    }

    void run() throws SQLException {
        boolean ledgerFirst = random.nextBoolean();
        if (ledgerFirst) {
            enter();
        }
        int steps = random.nextInt(1, 4);
        for (int i = 0; i < steps; i++) {
            step();
        }
        if (!ledgerFirst) {
            enter();
        }
    }

    void touchEveryTable() throws SQLException {
        for (String table : TABLES) {
            insert(table, written.id(), 0, 10);
        }
    }

    private void enter() throws SQLException {
        insert("ledger", written.id(), 0, 10);
    }

    /** All or nothing, and sometimes nothing after all. */
    private void step() throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        int before = written.changes().size();
        boolean done =
                switch (random.nextInt(100)) {
                    case 0 -> random.nextInt(3) == 0 ? post() : move();
                    case 1 -> unpost();
                    case 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 -> close();
                    case 12, 13, 14, 15, 16, 17, 18, 19, 20, 21 -> open();
                    case 22, 23, 24, 25, 26, 27, 28, 29 -> rename();
                    default -> move();
                };
        if (!done || random.nextInt(12) == 0) {
            connection.rollback(savepoint);
            written.changes().subList(before, written.changes().size()).clear();
        } else {
            connection.releaseSavepoint(savepoint);
        }
    }

    private boolean move() throws SQLException {
        long amount = random.nextLong(1, 100);
        return add(account(), key(), -amount) && add(account(), key(), amount);
    }

    private boolean open() throws SQLException {
        return insert(account(), key(), 0, random.nextInt(5) == 0 ? 5_000 : 10);
    }

    /** What is left goes to somebody else. */
    private boolean close() throws SQLException {
        String table = account();
        long key = key();
        try (PreparedStatement delete = prepare("DELETE FROM " + table + " WHERE id = ?", key);
                ResultSet row = delete.executeQuery()) {
            if (!row.next()) {
                return false;
            }
            written.deleted(table, key);
            return add(account(), key(), row.getLong("balance"));
        }
    }

    private boolean rename() throws SQLException {
        String table = account();
        long from = key();
        long to = key();
        if (from == to) {
            return false;
        }
        String sql =
                "UPDATE "
                        + table
                        + " SET id = ?, version = version + 1 WHERE id = ?"
                        + " AND NOT EXISTS (SELECT FROM "
                        + table
                        + " WHERE id = ?)";
        Savepoint savepoint = connection.setSavepoint();
        try (PreparedStatement update = prepare(sql, to, from, to);
                ResultSet row = update.executeQuery()) {
            if (!row.next()) {
                return false;
            }
            written.deleted(table, from);
            written.inserted(table, to, row.getLong("version"), row.getLong("balance"));
            return true;
        } catch (SQLException e) {
            if (!"23505".equals(e.getSQLState())) {
                throw e;
            }
            // Somebody else has opened it meanwhile.
            connection.rollback(savepoint);
            return false;
        }
    }

    /** A large transaction, beyond every bound on batches. */
    private boolean post() throws SQLException {
        long first = written.id() * 10_000 + random.nextInt(10) * 1_000L;
        String sql =
                "INSERT INTO posting SELECT i, 1, 0, repeat('y', 20) FROM"
                        + " generate_series(?::bigint, ?::bigint) i ON CONFLICT DO NOTHING";
        try (PreparedStatement insert = prepare(sql, first, first + random.nextInt(1, LARGE));
                ResultSet row = insert.executeQuery()) {
            while (row.next()) {
                written.inserted("posting", row.getLong("id"), 1, 0);
            }
        }
        return true;
    }

    private boolean unpost() throws SQLException {
        String sql =
                "DELETE FROM posting WHERE id IN (SELECT id FROM posting WHERE id > 0 LIMIT ? FOR"
                        + " UPDATE SKIP LOCKED)";
        try (PreparedStatement delete = prepare(sql, random.nextLong(1, LARGE));
                ResultSet row = delete.executeQuery()) {
            while (row.next()) {
                written.deleted("posting", row.getLong("id"));
            }
        }
        return true;
    }

    private boolean add(String table, long key, long amount) throws SQLException {
        String sql =
                "UPDATE "
                        + table
                        + " SET balance = balance + ?, version = version + 1 WHERE id = ?";
        try (PreparedStatement update = prepare(sql, amount, key);
                ResultSet row = update.executeQuery()) {
            boolean there = row.next();
            if (there) {
                written.updated(table, key, row.getLong("version"), row.getLong("balance"));
            }
            return there;
        }
    }

    private boolean insert(String table, long key, long balance, int length) throws SQLException {
        String sql =
                "INSERT INTO "
                        + table
                        + " VALUES (?, 1, ?, repeat('z', ?::int)) ON CONFLICT DO NOTHING";
        try (PreparedStatement insert = prepare(sql, key, balance, length);
                ResultSet row = insert.executeQuery()) {
            boolean done = row.next();
            if (done) {
                written.inserted(table, key, 1, balance);
            }
            return done;
        }
    }

    private PreparedStatement prepare(String sql, long... parameters) throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(sql + " RETURNING id, version, balance");
        for (int i = 0; i < parameters.length; i++) {
            statement.setLong(i + 1, parameters[i]);
        }
        return statement;
    }

    private String account() {
        return ACCOUNT_TABLES.get(random.nextInt(ACCOUNT_TABLES.size()));
    }

    private long key() {
        return random.nextInt(8) == 0 ? random.nextInt(1, ACCOUNTS + 1) : random.nextInt(1, BUSY);
    }
}
