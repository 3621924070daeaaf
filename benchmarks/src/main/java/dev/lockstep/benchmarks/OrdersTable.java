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
    private static final int CHANGES_PER_GROUP = 10;

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
        postgres.execute(DATABASE, "TRUNCATE orders");
        insert(postgres, count);
    }

    /** Inserts the rows 1 to {@code count}, a thousand to a transaction. */
    static void insert(PostgresServer postgres, int count) throws SQLException {
        postgres.execute(
                DATABASE,
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

    /**
     * Makes changes, a thousand to a transaction, of ten after one another: four inserts, an
     * update, a delete, three updates, an insert. Rows are updated and deleted soon after they were
     * inserted. The table is empty before.
     */
    static void mix(PostgresServer postgres, int count) throws SQLException {
        postgres.execute(
                DATABASE,
                "DO $$ DECLARE n bigint; BEGIN FOR group_number IN 0 .. "
                        + (count / CHANGES_PER_GROUP - 1)
                        + " LOOP n := group_number * 5; "
                        + insertOf("n + 1")
                        + insertOf("n + 2")
                        + insertOf("n + 3")
                        + insertOf("n + 4")
                        + updateOf("n + 1")
                        + "DELETE FROM orders WHERE id = n + 2; "
                        + updateOf("n + 3")
                        + updateOf("CASE WHEN n >= 10 THEN n - 6 ELSE n + 4 END")
                        + updateOf("n + 4")
                        + insertOf("n + 5")
                        + "IF group_number % 100 = 99 THEN COMMIT; END IF; END LOOP; END $$");
    }

    /** The row that the last of so many changes inserts. */
    static long lastId(boolean mixed, int count) {
        return mixed ? count / CHANGES_PER_GROUP * 5L : count;
    }

    private static String insertOf(String id) {
        return "INSERT INTO orders" + VALUES + "FROM (SELECT " + id + ") AS one(i); ";
    }

    private static String updateOf(String id) {
        return "UPDATE orders SET status = 'returned', total = total + 1, updated_at = now() WHERE"
                + " id = "
                + id
                + "; ";
    }
}
