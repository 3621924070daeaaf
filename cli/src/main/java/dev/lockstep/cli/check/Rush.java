package dev.lockstep.cli.check;

import dev.lockstep.cli.shop.Pipeline;
import dev.lockstep.cli.shop.Shop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Transactions of every kind, one right after the other, the same in every run. They go on where
 * the script of the check ends.
 */
final class Rush implements AutoCloseable {

    /** Each stands in every transaction; {@code $n} is its number. */
    private static final List<Work> WORK =
            List.of(
                    new Work(
                            "INSERT INTO customers (id, email, name, address, created_at) VALUES"
                                + " (1000 + $n, 'c$n@example.com', 'Customer $n', '{\"n\": $n}',"
                                + " '2026-03-01 00:00:00+00')",
                            1),
                    new Work(
                            "INSERT INTO orders (id, customer_id, placed_at) VALUES (1000 + $n,"
                                    + " 1000 + $n, '2026-03-01 12:00:00+00')",
                            1),
                    new Work(
                            "INSERT INTO order_lines SELECT 1000 + $n, line, 1, line, 5.00 FROM"
                                    + " generate_series(1, 1 + $n % 4) line",
                            1),
                    new Work("UPDATE products SET stock = stock + 1 WHERE id = 1", 1),
                    new Work(
                            "UPDATE orders SET status = 'paid', total = $n WHERE id = 1000 + $n -"
                                    + " 3",
                            1),
                    // Another key: a delete and an insert.
                    new Work(
                            "UPDATE order_lines SET line_no = line_no + 10 WHERE order_id = 1000 +"
                                    + " $n - 5",
                            2),
                    new Work("DELETE FROM order_lines WHERE order_id = 1000 + $n - 9", 1),
                    new Work(
                            "INSERT INTO products (id, sku, name, price, stock) SELECT 1000 + $n,"
                                    + " 'SKU-$n', 'Product $n', 1.50, $n WHERE $n % 10 = 0",
                            1),
                    new Work(
                            "INSERT INTO product_pages SELECT 1000 + $n, 'Product $n',"
                                    + " repeat('page $n ', 600) WHERE $n % 10 = 0",
                            1),
                    // The page itself is not in the log then.
                    new Work(
                            "UPDATE product_pages SET title = 'Product $n, revised' WHERE"
                                    + " product_id = 1000 + $n - 5 AND $n % 10 = 5",
                            1),
                    new Work("DELETE FROM product_pages WHERE product_id = 1000 + $n - 21", 1));

    private static final int BEFORE_KILL = 100;
    private static final int MEANWHILE = 150;
    private static final int AFTERWARDS = 50;

    private final Connection connection;
    private int transactions;
    private int changes;

    /** A statement and the events that each of its rows makes. */
    private record Work(String sql, int events) {}

    private Rush(Shop shop) throws SQLException {
        connection = shop.connect();
        connection.setAutoCommit(false);
    }

    /**
     * Kills the worker in the middle of changes; they go on while it is started again, and when it
     * is back.
     *
     * @param progress told, from another thread too
     * @return how many events all that makes
     */
    static int overKill(Shop shop, Pipeline pipeline, Consumer<String> progress)
            throws SQLException {
        try (Rush rush = new Rush(shop)) {
            rush.run(BEFORE_KILL);
            CompletableFuture<Void> restart =
                    CompletableFuture.runAsync(
                            () -> {
                                pipeline.killWorker();
                                pipeline.startWorker();
                                progress.accept("The worker is back");
                            });
            rush.run(MEANWHILE);
            rush.truncate();
            restart.join();
            rush.run(AFTERWARDS);
            return rush.changes;
        }
    }

    private void run(int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            transaction();
        }
    }

    private void truncate() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE order_lines");
        }
        connection.commit();
        changes++;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void transaction() throws SQLException {
        String number = Integer.toString(++transactions);
        try (Statement statement = connection.createStatement()) {
            for (Work work : WORK) {
                changes +=
                        work.events() * statement.executeUpdate(work.sql().replace("$n", number));
            }
        }
        connection.commit();
    }
}
