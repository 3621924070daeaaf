package dev.lockstep.benchmarks;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.KafkaBroker;
import dev.lockstep.embedded.PostgresServer;
import java.nio.file.Path;
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
 * How fast a worker reads the rows that a table has already into one topic, and what that costs it:
 * from the configuration of a connector on until its last row is there. In each round every
 * contender has a fresh worker, which first takes the same snapshot with other connectors, so that
 * compiled code is measured.
 */
@Command(
        name = "snapshot-drain",
        mixinStandardHelpOptions = true,
        description = "Takes a snapshot with Lockstep and with Debezium, in turn.")
final class SnapshotDrain implements Callable<Integer> {

    @Option(names = "--rows", defaultValue = "1000000", description = "Rows of the table.")
    private int rows;

    @Option(names = "--warmups", defaultValue = "2", description = "Snapshots taken before.")
    private int warmups;

    @Option(names = "--rounds", defaultValue = "3", description = "Measured rounds.")
    private int rounds;

    @Option(names = "--threads", defaultValue = "2", description = "snapshot.max.threads of both.")
    private int threads;

    @Option(names = "--only", split = ",", description = "Measure only these contenders.")
    private List<String> only = List.of();

    @Option(names = "--jvm-option", description = "Passed to the workers.")
    private List<String> jvmOptions = List.of();

    @Option(names = "--plugins", required = true, description = "Folder of unpacked archives.")
    private Path plugins;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SnapshotDrain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Contender> contenders =
                Contender.ALL.stream()
                        .filter(contender -> only.isEmpty() || only.contains(contender.name()))
                        .toList();
        try (PostgresServer postgres =
                        PostgresServer.builder()
                                .setting("shared_buffers", "512MB")
                                .setting("max_wal_size", "8GB")
                                .start();
                KafkaBroker kafka = KafkaBroker.builder().heap("1g").start()) {
            OrdersTable.create(postgres);
            OrdersTable.fill(postgres, rows);
            postgres.execute(OrdersTable.DATABASE, "VACUUM (ANALYZE, FREEZE) orders", "CHECKPOINT");
            List<List<Run>> runs = new ArrayList<>();
            contenders.forEach(contender -> runs.add(new ArrayList<>()));
            for (int round = 1; round <= rounds; round++) {
                for (int i = 0; i < contenders.size(); i++) {
                    Run run = measure(postgres, kafka, contenders.get(i), round);
                    runs.get(i).add(run);
                    run.print(round, contenders.get(i).name());
                }
            }
            Run.summary(contenders.stream().map(Contender::name).toList(), runs);
        }
        return 0;
    }

    private Run measure(PostgresServer postgres, KafkaBroker kafka, Contender contender, int round)
            throws Exception {
        ConnectWorker.Builder builder =
                ConnectWorker.builder(kafka.bootstrapServers())
                        .pluginPath(plugins)
                        .property("plugin.discovery", "hybrid_warn")
                        .heap("1g");
        jvmOptions.forEach(builder::jvmOption);
        try (ConnectWorker worker = builder.start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            String name = contender.name() + "_" + round + "_";
            for (int i = 1; i <= warmups; i++) {
                snapshot(postgres, worker, admin, contender, name + i);
            }
            return snapshot(postgres, worker, admin, contender, name + "measured");
        }
    }

    private Run snapshot(
            PostgresServer postgres,
            ConnectWorker worker,
            Admin admin,
            Contender contender,
            String name)
            throws Exception {
        String topic = name + ".public.orders";
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        Map<String, String> config = contender.config(name, postgres, OrdersTable.DATABASE);
        config.put("snapshot.mode", "initial");
        config.put("snapshot.max.threads", Integer.toString(threads));
        Duration cpu = worker.cpuTime();
        long begun = System.nanoTime();
        worker.rest().configure(name, config);
        long ended = Topics.awaitEnd(admin, topic, rows);
        double cpuSeconds = worker.cpuTime().minus(cpu).toNanos() / 1e9;
        worker.rest().delete(name);
        admin.deleteTopics(List.of(topic)).all().get();
        postgres.execute(
                OrdersTable.DATABASE,
                "SELECT pg_terminate_backend(active_pid, 10000) FROM pg_replication_slots WHERE"
                        + " slot_name = '"
                        + name
                        + "' AND active",
                "SELECT pg_drop_replication_slot('" + name + "')");
        return new Run((ended - begun) / 1e9, cpuSeconds, rows);
    }
}
