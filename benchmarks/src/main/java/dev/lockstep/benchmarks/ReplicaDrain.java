package dev.lockstep.benchmarks;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How fast a worker brings a table of PostgreSQL up to date with a topic, and what that costs it.
 * The topic is written once, by Lockstep's source connector; in each round every contender has a
 * fresh worker and an empty table, and warms up on another topic of the same events.
 */
@Command(
        name = "replica-drain",
        mixinStandardHelpOptions = true,
        description = "Applies changes to a table by Lockstep and by Debezium, in turn.")
final class ReplicaDrain implements Callable<Integer> {

    private static final String TARGET = "replica";

    /** The changes of a topic. */
    enum Stream {
        /** Every change inserts a row. */
        INSERTS,
        /** Of ten changes five insert a row, four update one and one deletes one. */
        MIXED
    }

    @Option(names = "--rows", defaultValue = "1000000", description = "Changes applied.")
    private int rows;

    @Option(names = "--warmup-rows", defaultValue = "300000", description = "Applied before.")
    private int warmupRows;

    @Option(names = "--stream", defaultValue = "INSERTS", description = "${COMPLETION-CANDIDATES}")
    private Stream stream;

    @Option(names = "--only", split = ",", description = "Measure only these contenders.")
    private List<String> only = List.of("lockstep", "debezium_unnest", "debezium");

    @Mixin private Contest contest;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ReplicaDrain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Replica> contenders =
                List.of(Replica.LOCKSTEP, Replica.OUR_CONVERTER, Replica.UNNEST, Replica.DEFAULTS)
                        .stream()
                        .filter(contender -> only.contains(contender.name()))
                        .toList();
        try (Stage stage = contest.stage("512MB")) {
            OrdersTable.create(stage.postgres());
            stage.postgres().execute("postgres", "CREATE DATABASE " + TARGET);
            write(stage, "warm", warmupRows);
            write(stage, "main", rows);
            contest.hold(contenders, (contender, round) -> measure(stage, contender, round));
        }
        return 0;
    }

    private void write(Stage stage, String name, int count) throws Exception {
        PostgresServer postgres = stage.postgres();
        OrdersTopic.write(
                stage,
                name,
                true,
                count,
                stream == Stream.MIXED
                        ? changes -> OrdersTable.mix(postgres, changes)
                        : changes -> OrdersTable.insert(postgres, changes));
    }

    private Run measure(Stage stage, Replica contender, int round) throws Exception {
        PostgresServer postgres = stage.postgres();
        String name = contender.name() + "_" + round;
        try (ConnectWorker worker = stage.startWorker();
                Connection target = postgres.connect(TARGET)) {
            empty(postgres);
            String warm = name + "_warm";
            worker.rest().configure(warm, config(contender, postgres, "warm"));
            awaitRow(target, OrdersTable.lastId(stream == Stream.MIXED, warmupRows));
            worker.rest().delete(warm);
            empty(postgres);
            worker.rest().configure(name, config(contender, postgres, "main"));
            int uncounted = rows / 10;
            awaitRow(target, OrdersTable.lastId(stream == Stream.MIXED, uncounted));
            long first = System.nanoTime();
            Duration cpu = worker.cpuTime();
            awaitRow(target, OrdersTable.lastId(stream == Stream.MIXED, rows));
            long last = System.nanoTime();
            double cpuSeconds = worker.cpuTime().minus(cpu).toNanos() / 1e9;
            worker.rest().delete(name);
            return new Run((last - first) / 1e9, cpuSeconds, rows - uncounted);
        }
    }

    private Map<String, String> config(Replica contender, PostgresServer postgres, String name) {
        return contender.config(postgres.jdbcUrl(TARGET), postgres.user(), OrdersTopic.topic(name));
    }

    private static void empty(PostgresServer postgres) throws SQLException {
        postgres.execute(
                TARGET,
                "DROP TABLE IF EXISTS orders",
                "CREATE TABLE orders " + OrdersTable.COLUMNS);
        postgres.execute(TARGET, "CHECKPOINT");
    }

    /** Changes are applied in their order: with the last row all rows are there. */
    private static void awaitRow(Connection target, long id) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        try (PreparedStatement query =
                target.prepareStatement("SELECT 1 FROM orders WHERE id = ?")) {
            query.setLong(1, id);
            while (!found(query)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Row " + id + " did not arrive");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private static boolean found(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next();
        }
    }
}
