package dev.lockstep.benchmarks.stage;

import dev.lockstep.embedded.PostgresServer;
import java.sql.SQLException;

/**
 * A table of orders of a shop, about 200 bytes of text to a row, in a database of its own with a
 * publication {@code bench}.
 */
public record OrdersTable(PostgresServer postgres, String database) {

    /** Their definitions. */
    public static final String COLUMNS =
            "(id bigint PRIMARY KEY, customer_id bigint NOT NULL, status varchar(16) NOT NULL,"
                    + " currency char(3) NOT NULL, total numeric(12,2) NOT NULL, quantity int NOT"
                    + " NULL, paid boolean NOT NULL, reference uuid, placed_at timestamptz NOT"
                    + " NULL, updated_at timestamptz, note text)";

    /** Selects values for them; {@code i} counts the rows. */
    public static final String VALUES =
            " SELECT i, i % 100000, 'shipped', 'EUR', i % 100000 / 100.0, i % 9, i % 2 = 0,"
                    + " md5(i::text)::uuid, now(), now(), md5(i::text) || left(md5((i + 1)::text),"
                    + " 18) ";

    /** A backlog is seldom one transaction, which the server would spill to disk and read again. */
    private static final int ROWS_PER_TRANSACTION = 1_000;

    private static final int CHANGES_PER_GROUP = 10;

    /** Creates the table in a database of its own. */
    public static OrdersTable create(Stage stage) throws SQLException {
        String database = stage.createDatabase("orders");
        stage.postgres()
                .execute(
                        database,
                        "CREATE TABLE orders " + COLUMNS,
                        "CREATE PUBLICATION bench FOR TABLE orders");
        return new OrdersTable(stage.postgres(), database);
    }

    /** So many rows as whole transactions have. */
    public static int whole(int count) {
        return Math.max(1, count / ROWS_PER_TRANSACTION) * ROWS_PER_TRANSACTION;
    }

    /** Removes all rows. */
    public void empty() throws SQLException {
        postgres.execute(database, "TRUNCATE orders");
    }

    /** Inserts so many rows from this one on. */
    public void insert(long from, int count) throws SQLException {
        postgres.execute(
                database,
                "DO $$ BEGIN FOR batch IN 0 .. "
                        + (whole(count) / ROWS_PER_TRANSACTION - 1)
                        + " LOOP INSERT INTO orders"
                        + VALUES
                        + "FROM generate_series("
                        + from
                        + " + batch * "
                        + ROWS_PER_TRANSACTION
                        + ", "
                        + (from - 1)
                        + " + (batch + 1) * "
                        + ROWS_PER_TRANSACTION
                        + ") i; COMMIT; END LOOP; END $$");
    }

    /** Inserts the rows 1 to {@code count} in one transaction. */
    public void insertAtOnce(int count) throws SQLException {
        postgres.execute(
                database,
                "INSERT INTO orders" + VALUES + "FROM generate_series(1, " + count + ") i");
    }

    /**
     * Makes changes, a thousand to a transaction, of ten after one another: four inserts, an
     * update, a delete, three updates, an insert. Rows are updated and deleted soon after they were
     * inserted. The table is empty before.
     */
    public void mix(int count) throws SQLException {
        postgres.execute(
                database,
                "DO $$ DECLARE n bigint; BEGIN FOR group_number IN 0 .. "
                        + (whole(count) / CHANGES_PER_GROUP - 1)
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
    public static long lastId(boolean mixed, int count) {
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
