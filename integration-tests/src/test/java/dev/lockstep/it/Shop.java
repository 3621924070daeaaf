package dev.lockstep.it;

import java.sql.SQLException;
import java.util.SplittableRandom;

/** Changes to a database with tables of every kind, most of them over several tables at once. */
final class Shop {

    private final Capture capture;
    private final SplittableRandom random;

    Shop(Capture capture, SplittableRandom random) {
        this.capture = capture;
        this.random = random;
    }

    /** The first rows. */
    void fill() throws SQLException {
        for (int i = 0; i < 20; i++) {
            order();
        }
        capture.execute(
                "INSERT INTO member SELECT i % 7, i FROM generate_series(1, 50) i",
                "INSERT INTO audit SELECT now(), 'row ' || i FROM generate_series(1, 50) i",
                "INSERT INTO reading SELECT date '2019-12-01' + i, i % 3, i / 7.0 FROM"
                        + " generate_series(1, 60) i");
    }

    /** Inserts, updates, deletes and key changes, in transactions that touch several tables. */
    void change() throws SQLException {
        for (int i = 0; i < 40; i++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> order();
                case 2 -> swap();
                case 3 -> leave();
                case 4 ->
                        capture.execute(
                                "UPDATE reading SET day = day + 40 WHERE sensor = "
                                        + random.nextInt(3)
                                        + " AND day < '2020-01-05'",
                                "UPDATE member SET person = person + 1000 WHERE person = "
                                        + random.nextInt(50));
                default ->
                        capture.execute(
                                "UPDATE customer SET mood = 'very happy', tags = array_append(tags,"
                                        + " 'x') WHERE id % 3 = "
                                        + random.nextInt(3),
                                "INSERT INTO audit SELECT now(), what FROM audit LIMIT 3");
            }
        }
        capture.execute("TRUNCATE member", "INSERT INTO member VALUES (1, 2)");
    }

    private void order() throws SQLException {
        String name = "c" + random.nextInt(1_000_000);
        capture.execute(
                "BEGIN; INSERT INTO customer (name, mood) VALUES ('"
                        + name
                        + "', 'ok'); INSERT INTO \"Order\" (customer_id, net, \"Größe\") SELECT id,"
                        + " 9.99, 3 FROM customer WHERE name = '"
                        + name
                        + "'; INSERT INTO line SELECT o.id, n, '{\"n\": 1.50}' FROM \"Order\" o"
                        + " JOIN customer c ON c.id = customer_id, generate_series(1, 3) n WHERE"
                        + " name = '"
                        + name
                        + "'; COMMIT");
    }

    /** Two customers take each other's unique name, by way of a third. */
    private void swap() throws SQLException {
        capture.execute(
                "BEGIN; UPDATE customer SET name = 'nobody' WHERE id = 1; UPDATE customer SET name"
                    + " = (SELECT 'was ' || id FROM customer WHERE id = 1) WHERE id = 2; UPDATE"
                    + " customer SET name = 'now first' WHERE id = 1; UPDATE customer SET name ="
                    + " 'first again' WHERE id = 1; COMMIT");
    }

    /** A customer goes with all that is theirs, and another gets their name. */
    private void leave() throws SQLException {
        capture.execute(
                "BEGIN; CREATE TEMP TABLE leaving ON COMMIT DROP AS SELECT id, name FROM customer"
                    + " WHERE id > 3 ORDER BY id LIMIT 1; DELETE FROM \"Order\" WHERE customer_id"
                    + " IN (SELECT id FROM leaving); DELETE FROM customer WHERE id IN (SELECT id"
                    + " FROM leaving); INSERT INTO customer (name) SELECT name FROM leaving;"
                    + " COMMIT");
    }
}
