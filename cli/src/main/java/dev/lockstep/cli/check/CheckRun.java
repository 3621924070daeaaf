package dev.lockstep.cli.check;

import dev.lockstep.cli.check.CheckStep.Command;
import dev.lockstep.cli.shop.EventReader;
import dev.lockstep.cli.shop.ReceivedEvent;
import dev.lockstep.cli.shop.Shop;
import dev.lockstep.cli.shop.ShopException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the script against a shop with empty tables and collects the events. */
public final class CheckRun {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** After the last expected event, the time in which a surplus one would show. */
    private static final Duration AFTERMATH = Duration.ofSeconds(1);

    private final List<CheckStep> steps = CheckScript.load();
    private final List<RowChange> expected =
            steps.stream().flatMap(step -> step.expected().stream()).toList();
    private final List<ReceivedEvent> received = new ArrayList<>();

    /**
     * Runs the script and compares.
     *
     * @param begin when the command began to start servers, by {@link System#nanoTime}
     */
    public CheckReport run(Shop shop, EventReader reader, long begin) {
        long started = System.nanoTime();
        execute(shop);
        collect(reader);
        long arrived = System.nanoTime();
        readFor(AFTERMATH, reader);
        List<String> differences = new ArrayList<>(Order.differences(received));
        List<RowChange> actual = Order.inCommitOrder(received).stream().map(RowChange::of).toList();
        differences.addAll(Comparison.differences(expected, actual));
        return new CheckReport(
                differences.isEmpty(),
                steps.stream()
                        .map(step -> new CheckReport.Step(step.title(), step.expected().size()))
                        .toList(),
                expected.size(),
                received.size(),
                differences,
                millis(begin, started),
                millis(started, arrived),
                millis(begin, System.nanoTime()));
    }

    private void execute(Shop shop) {
        Map<String, Connection> connections = new HashMap<>();
        try {
            for (CheckStep step : steps) {
                for (Command command : step.commands()) {
                    Connection connection = connections.get(command.connection());
                    if (connection == null) {
                        connection = shop.connect();
                        connections.put(command.connection(), connection);
                    }
                    execute(connection, command.sql());
                }
            }
        } catch (SQLException e) {
            throw new ShopException("Cannot run the script of the check: " + e.getMessage(), e);
        } finally {
            connections.values().forEach(CheckRun::close);
        }
    }

    /** The script says BEGIN and COMMIT itself. */
    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new ShopException("Cannot close a connection: " + e.getMessage(), e);
        }
    }

    private void collect(EventReader reader) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (received.size() < expected.size() && System.nanoTime() < deadline) {
            received.addAll(reader.poll(POLL));
        }
    }

    private void readFor(Duration time, EventReader reader) {
        long deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < deadline) {
            received.addAll(reader.poll(POLL));
        }
    }

    private static long millis(long from, long to) {
        return Duration.ofNanos(to - from).toMillis();
    }
}
