package dev.lockstep.cli.check;

import dev.lockstep.cli.check.CheckReport.Compared;
import dev.lockstep.cli.check.CheckReport.Times;
import dev.lockstep.cli.check.CheckStep.Command;
import dev.lockstep.cli.shop.EventReader;
import dev.lockstep.cli.shop.Pipeline;
import dev.lockstep.cli.shop.ReceivedEvent;
import dev.lockstep.cli.shop.Shop;
import dev.lockstep.cli.shop.ShopException;
import dev.lockstep.cli.shop.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs the script against a shop with empty tables and compares the events; then kills the worker
 * in the middle of more changes and replays what it has written, and compares the targets.
 */
public final class CheckRun {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** After the last expected event, the time in which a surplus one would show. */
    private static final Duration AFTERMATH = Duration.ofSeconds(1);

    private final List<CheckStep> steps = CheckScript.load();
    private final List<RowChange> expected =
            steps.stream().flatMap(step -> step.expected().stream()).toList();
    private final List<CheckReport.Step> reported = new ArrayList<>();
    private final List<ReceivedEvent> received = new ArrayList<>();
    private final Repeats repeats = new Repeats();
    private final List<String> differences = new ArrayList<>();
    private final List<Compared> compared = new ArrayList<>();
    private final Shop shop;
    private final Pipeline pipeline;
    private final EventReader reader;
    private final Consumer<String> progress;

    /**
     * @param reader of the topics of all tables, from their beginning
     * @param progress told what goes on
     */
    public CheckRun(Shop shop, Pipeline pipeline, EventReader reader, Consumer<String> progress) {
        this.shop = shop;
        this.pipeline = pipeline;
        this.reader = reader;
        this.progress = progress;
    }

    /**
     * Runs all of it.
     *
     * @param begin when the command began to start servers, by {@link System#nanoTime}
     */
    public CheckReport run(long begin) {
        long started = System.nanoTime();
        progress.accept("The script runs: each change must arrive once, in commit order");
        runScript();
        long arrived = System.nanoTime();
        readFor(AFTERMATH);
        compareEvents();
        long killing = System.nanoTime();
        progress.accept("Changes go on, and the worker is killed in the middle of them (SIGKILL)");
        int rushed = rush();
        compareTargets("after the worker was killed");
        long replaying = System.nanoTime();
        progress.accept("Every target reads its topics once more, from the first record on");
        pipeline.targets().forEach(pipeline::replay);
        compareTargets("after a replay from the start");
        return report(
                expected.size() + rushed,
                new Times(
                        millis(begin, started),
                        millis(started, arrived),
                        millis(killing, replaying),
                        millis(replaying, System.nanoTime()),
                        millis(begin, System.nanoTime())));
    }

    private CheckReport report(int changes, Times times) {
        return new CheckReport(
                differences.isEmpty()
                        && compared.stream().allMatch(target -> target.differences().isEmpty()),
                reported,
                changes,
                received.size() + repeats.news().size() + repeats.count(),
                repeats.count(),
                compared,
                differences,
                times);
    }

    private void runScript() {
        steps.forEach(
                step -> reported.add(new CheckReport.Step(step.title(), step.expected().size())));
        execute();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (received.size() < expected.size() && System.nanoTime() < deadline) {
            received.addAll(reader.poll(POLL));
        }
    }

    private void readFor(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < deadline) {
            received.addAll(reader.poll(POLL));
        }
    }

    private void compareEvents() {
        differences.addAll(Order.differences(received));
        List<RowChange> actual = Order.inCommitOrder(received).stream().map(RowChange::of).toList();
        differences.addAll(Comparison.differences(expected, actual));
    }

    private void execute() {
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

    /** Returns how many changes it has made, when each of them has arrived. */
    private int rush() {
        int changes;
        try {
            changes = Rush.overKill(shop, pipeline, progress);
        } catch (SQLException e) {
            throw new ShopException("Cannot change the shop's data: " + e.getMessage(), e);
        }
        reported.add(new CheckReport.Step("the worker is killed while changes go on", changes));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (repeats.news().size() < changes && System.nanoTime() < deadline) {
            reader.poll(POLL).forEach(repeats::add);
        }
        progress.accept("All changes have arrived");
        differences.addAll(Order.differences(repeats.news()));
        differences.addAll(repeats.differences());
        if (repeats.news().size() != changes) {
            differences.add(
                    changes
                            + " changes were made over the kill, and events of "
                            + repeats.news().size()
                            + " arrived");
        }
        return changes;
    }

    private void compareTargets(String when) {
        for (Target target : pipeline.targets()) {
            pipeline.awaitCaughtUp(target);
            try (TargetComparison comparison = new TargetComparison(pipeline, target, PATIENCE)) {
                compared.add(comparison.report(when));
                progress.accept(target.name() + " was compared, row by row, " + when);
            }
        }
    }

    private static long millis(long from, long to) {
        return Duration.ofNanos(to - from).toMillis();
    }
}
