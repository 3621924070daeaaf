package dev.lockstep.benchmarks;

import dev.lockstep.embedded.PostgresServer;
import java.sql.SQLException;

/** The table that benchmarks capture: orders of a shop, about 200 bytes of text to a row. */
final class OrdersTable {

    static final String DATABASE = "bench";

    /** Their definitions. */
    static final String COLUMNS =
            "(id bigint PRIMARY KEY, customer_id bigint NOT NULL, status varchar(16) NOT NULL,"
                    + " currency char(3) NOT NULL, total numeric(12,2) NOT NULL, quantity int NOT"
                    + " NULL, paid boolean NOT NULL, reference uuid, placed_at timestamptz NOT"
                    + " NULL, updated_at timestamptz, note text)";

    /** Selects values for them; {@code i} counts the rows. */
    static final String VALUES =
            " SELECT i, i % 100000, 'shipped', 'EUR', i % 100000 / 100.0, i % 9, i % 2 = 0,"
                    + " md5(i::text)::uuid, now(), now(), md5(i::text) || left(md5((i + 1)::text),"
                    + " 18) ";

    private static final int ROWS_PER_TRANSACTION = 1_000;

    private OrdersTable() {}

    /** Creates the database, the table and its publication. */
    static void create(PostgresServer postgres) throws SQLException {
        postgres.execute("postgres", "CREATE DATABASE " + DATABASE);
        postgres.execute(
                DATABASE,
                "CREATE TABLE orders " + COLUMNS,
                "CREATE PUBLICATION bench FOR TABLE orders");
    }

    /**
     * Replaces its rows, a thousand to a transaction: a backlog is seldom one transaction, which
     * the server would spill to disk and read again.
     */
    static void fill(PostgresServer postgres, int count) throws SQLException {
        postgres.execute(
                DATABASE,
                "TRUNCATE orders",
                "DO $$ BEGIN FOR batch IN 0 .. "
                        + (count / ROWS_PER_TRANSACTION - 1)
                        + " LOOP INSERT INTO orders"
                        + VALUES
                        + "FROM generate_series(batch * "
                        + ROWS_PER_TRANSACTION
                        + " + 1, (batch + 1) * "
                        + ROWS_PER_TRANSACTION
                        + ") i; COMMIT; END LOOP; END $$");
    }
}
