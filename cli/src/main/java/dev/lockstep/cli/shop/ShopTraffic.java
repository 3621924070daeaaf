package dev.lockstep.cli.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Customers and staff at work: a thread that runs transactions such as a shop has, at a steady
 * rate, until it is closed.
 */
public final class ShopTraffic implements AutoCloseable {

    private static final String NEW_ORDER =
            """
            WITH customer AS (SELECT id FROM customers ORDER BY random() LIMIT 1),
              placed AS (INSERT INTO orders (customer_id) SELECT id FROM customer RETURNING id),
              basket AS (
                SELECT id, price, row_number() OVER () AS line_no,
                  1 + floor(random() * 3)::int AS quantity
                FROM (SELECT * FROM products WHERE stock > 10 ORDER BY random() LIMIT %d) p)
            INSERT INTO order_lines (order_id, line_no, product_id, quantity, unit_price)
            SELECT placed.id, line_no, basket.id, quantity, price FROM placed, basket
            """;

    private static final String TAKE_FROM_STOCK =
            """
            UPDATE products p SET stock = p.stock - l.quantity FROM order_lines l
            WHERE l.product_id = p.id AND l.order_id = (SELECT max(id) FROM orders)
            """;

    private static final String ADD_UP =
            """
            UPDATE orders SET total = (
              SELECT coalesce(sum(quantity * unit_price), 0) FROM order_lines
              WHERE order_id = orders.id)
            WHERE id = (SELECT max(id) FROM orders)
            """;

    private static final String NEW_CUSTOMER =
            """
            INSERT INTO customers (email, name, address)
            VALUES ('guest' || nextval('customers_id_seq') || '@example.com', 'Guest',
              '{"city": "Bremen"}')
            """;

    private static final String ONE_ORDER =
            " WHERE id = (SELECT id FROM orders WHERE status = '%s' ORDER BY random() LIMIT 1)";

    /** For a transaction to end by itself. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Connection connection;
    private final double transactionsPerSecond;
    private final SplittableRandom random = new SplittableRandom();
    private final AtomicLong committed = new AtomicLong();
    private final Thread thread = new Thread(this::run, "shop-traffic");
    private volatile boolean closed;
    private volatile SQLException failure;

    public ShopTraffic(Shop shop, double transactionsPerSecond) throws SQLException {
        this.connection = shop.connect();
        this.connection.setAutoCommit(false);
        this.transactionsPerSecond = transactionsPerSecond;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public long committed() {
        return committed.get();
    }

    /** Fails if the traffic has come to a halt by itself. */
    public void check() {
        SQLException cause = failure;
        if (cause != null) {
            throw new ShopException("Cannot change the shop's data: " + cause.getMessage(), cause);
        }
    }

    /** Does not wait for locks that others hold: what waits for one is not committed. */
    @Override
    public void close() throws SQLException {
        closed = true;
        LockSupport.unpark(thread);
        awaitEnd();
        if (thread.isAlive()) {
            connection.abort(Runnable::run);
            awaitEnd();
        } else {
            connection.close();
        }
    }

    private void awaitEnd() {
        try {
            thread.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long interval = (long) (1e9 / transactionsPerSecond);
        long next = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            while (!closed) {
                transaction(statement);
                connection.commit();
                committed.incrementAndGet();
                next += interval;
                parkUntil(next);
            }
        } catch (SQLException e) {
            if (!closed) {
                failure = e;
            }
        }
    }

    private void parkUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime();
                left > 0 && !closed;
                left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void transaction(Statement statement) throws SQLException {
        int dice = random.nextInt(100);
        if (dice < 40) {
            placeOrder(statement);
        } else if (dice < 60) {
            statement.executeUpdate("UPDATE orders SET status = 'paid'" + oneOrder("pending"));
        } else if (dice < 75) {
            statement.executeUpdate(
                    "UPDATE orders SET status = 'shipped', shipped_at = now()" + oneOrder("paid"));
        } else if (dice < 82) {
            cancelOrder(statement);
        } else {
            administer(statement, dice);
        }
    }

    private void placeOrder(Statement statement) throws SQLException {
        statement.executeUpdate(NEW_ORDER.replace("%d", Integer.toString(random.nextInt(1, 5))));
        statement.executeUpdate(TAKE_FROM_STOCK);
        statement.executeUpdate(ADD_UP);
    }

    /** The lines go, the order remains for the books. */
    private static void cancelOrder(Statement statement) throws SQLException {
        statement.executeUpdate("UPDATE orders SET status = 'cancelled'" + oneOrder("pending"));
        statement.executeUpdate(
                "DELETE FROM order_lines WHERE order_id IN"
                        + " (SELECT id FROM orders WHERE status = 'cancelled')");
    }

    private static void administer(Statement statement, int dice) throws SQLException {
        if (dice < 87) {
            statement.executeUpdate(NEW_CUSTOMER);
        } else if (dice < 91) {
            statement.executeUpdate(
                    "DELETE FROM customers WHERE name = 'Guest'"
                            + " AND id NOT IN (SELECT customer_id FROM orders)");
        } else if (dice < 95) {
            statement.executeUpdate(
                    "UPDATE products SET stock = stock + 50 WHERE id ="
                            + " (SELECT id FROM products ORDER BY stock LIMIT 1)");
        } else {
            statement.executeUpdate(
                    "UPDATE products SET price = round(price * (0.95 + random() * 0.1)::numeric, 2)"
                            + " WHERE id = (SELECT id FROM products ORDER BY random() LIMIT 1)");
        }
    }

    private static String oneOrder(String status) {
        return ONE_ORDER.replace("%s", status);
    }
}
