package dev.lockstep.benchmarks;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.KafkaBroker;
import dev.lockstep.embedded.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast a worker drains a backlog of inserted rows from one slot into one topic, and what that
 * costs it. Each contender has its own slot over the same log and, in each round, a fresh worker.
 */
@Command(
        name = "capture-drain",
        mixinStandardHelpOptions = true,
        description = "Drains a backlog with Lockstep and with Debezium, in turn.")
final class CaptureDrain implements Callable<Integer> {

    private static final String DATABASE = OrdersTable.DATABASE;

    @Option(names = "--rows", defaultValue = "1000000", description = "Rows of the backlog.")
    private int rows;

    @Option(names = "--warmup-rows", defaultValue = "1000000", description = "Rows drained before.")
    private int warmupRows;

    @Option(names = "--rounds", defaultValue = "3", description = "Measured rounds.")
    private int rounds;

    @Option(names = "--only", description = "Measure only this contender.")
    private String only;

    @Option(names = "--jvm-option", description = "Passed to the workers.")
    private List<String> jvmOptions = List.of();

    @Option(names = "--plugins", required = true, description = "Folder of unpacked archives.")
    private Path plugins;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CaptureDrain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Contender> contenders =
                List.of(Contender.LOCKSTEP, Contender.DEBEZIUM).stream()
                        .filter(contender -> only == null || contender.name().equals(only))
                        .toList();
        try (PostgresServer postgres =
                        PostgresServer.builder()
                                .setting("shared_buffers", "256MB")
                                .setting("max_wal_size", "8GB")
                                .start();
                KafkaBroker kafka = KafkaBroker.builder().heap("1g").start()) {
            OrdersTable.create(postgres);
            List<List<Run>> runs = new ArrayList<>();
            contenders.forEach(contender -> runs.add(new ArrayList<>()));
            for (int round = 1; round <= rounds; round++) {
                for (int i = 0; i < contenders.size(); i++) {
                    Run run = measure(postgres, kafka, contenders.get(i), round);
                    runs.get(i).add(run);
                    run.print(round, contenders.get(i));
                }
            }
            Run.summary(contenders, runs);
        }
        return 0;
    }

    private Run measure(PostgresServer postgres, KafkaBroker kafka, Contender contender, int round)
            throws Exception {
        String name = contender.name() + "_" + round;
        String topic = name + ".public.orders";
        postgres.execute(
                DATABASE, "SELECT pg_create_logical_replication_slot('" + name + "', 'pgoutput')");
        ConnectWorker.Builder builder =
                ConnectWorker.builder(kafka.bootstrapServers())
                        .pluginPath(plugins)
                        .property("plugin.discovery", "hybrid_warn")
                        .heap("1g");
        jvmOptions.forEach(builder::jvmOption);
        try (ConnectWorker worker = builder.start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            OrdersTable.fill(postgres, warmupRows);
            worker.rest().configure(name, contender.config(name, postgres, DATABASE));
            worker.rest().awaitRunning(name, Duration.ofMinutes(1));
            Topics.awaitEnd(admin, topic, warmupRows);
            // Paused, not stopped: a new task would run on cold code again.
            worker.rest().pause(name);
            worker.rest().awaitState(name, "PAUSED", Duration.ofMinutes(1));
            OrdersTable.fill(postgres, rows);
            worker.rest().resume(name);
            // A paused connector goes on until its queue is full: the first rows were read before.
            int uncounted = rows / 10;
            long first = Topics.awaitEnd(admin, topic, warmupRows + uncounted);
            Duration cpu = worker.cpuTime();
            long last = Topics.awaitEnd(admin, topic, warmupRows + rows);
            double cpuSeconds = worker.cpuTime().minus(cpu).toNanos() / 1e9;
            worker.rest().delete(name);
            return new Run((last - first) / 1e9, cpuSeconds, rows - uncounted);
        } finally {
            dropSlot(postgres, name);
        }
    }

    /** The server notices a moment later that the worker has gone. */
    private static void dropSlot(PostgresServer postgres, String name) throws SQLException {
        postgres.execute(
                DATABASE,
                "SELECT pg_terminate_backend(active_pid, 10000) FROM pg_replication_slots WHERE"
                        + " slot_name = '"
                        + name
                        + "' AND active",
                "SELECT pg_drop_replication_slot('" + name + "')");
    }
}
