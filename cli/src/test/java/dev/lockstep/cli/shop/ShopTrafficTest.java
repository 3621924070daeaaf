package dev.lockstep.cli.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lockstep.embedded.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShopTrafficTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void endsThoughSomebodyHoldsTheLockThatItWaitsFor() throws Exception {
        try (PostgresServer server = PostgresServer.builder().start()) {
            Shop shop = Shop.create(server);
            shop.stock();
            ShopTraffic traffic = new ShopTraffic(shop, 100);
            try (Connection holder = shop.connect();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("LOCK TABLE customers, orders, products");
                traffic.start();
                awaitWaiting(shop);
                traffic.close();
                assertThatCode(traffic::check).doesNotThrowAnyException();
                assertThat(traffic.committed()).isZero();
            }
        }
    }

    private static void awaitWaiting(Shop shop) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = shop.connect();
                Statement statement = connection.createStatement()) {
            while (waiting(statement) == 0) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        }
    }

    private static int waiting(Statement statement) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
