package dev.lockstep.benchmarks;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Option(names = "--threads", defaultValue = "2", description = "snapshot.max.threads of both.")
    private int threads;

    @Option(names = "--only", split = ",", description = "Measure only these contenders.")
    private List<String> only = List.of();

    @Mixin private Contest contest;

    @Mixin private ProducerTuning tuning;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SnapshotDrain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (Stage stage = contest.stage("512MB")) {
            PostgresServer postgres = stage.postgres();
            OrdersTable.create(postgres);
            OrdersTable.fill(postgres, rows);
            postgres.execute(OrdersTable.DATABASE, "VACUUM (ANALYZE, FREEZE) orders", "CHECKPOINT");
            contest.hold(
                    Contender.among(only), (contender, round) -> measure(stage, contender, round));
        }
        return 0;
    }

    private Run measure(Stage stage, Contender contender, int round) throws Exception {
        try (ConnectWorker worker = stage.startWorker();
                Admin admin = stage.admin()) {
            String name = contender.name() + "_" + round + "_";
            for (int i = 1; i <= warmups; i++) {
                snapshot(stage, worker, admin, contender, name + i);
            }
            return snapshot(stage, worker, admin, contender, name + "measured");
        }
    }

    private Run snapshot(
            Stage stage, ConnectWorker worker, Admin admin, Contender contender, String name)
            throws Exception {
        String topic = name + ".public.orders";
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        Map<String, String> config = contender.config(name, stage.postgres(), OrdersTable.DATABASE);
        tuning.addTo(config);
        config.put("snapshot.mode", "initial");
        config.put("snapshot.max.threads", Integer.toString(threads));
        Duration cpu = worker.cpuTime();
        long begun = System.nanoTime();
        worker.rest().configure(name, config);
        long ended = Topics.awaitEnd(admin, topic, rows);
        double cpuSeconds = worker.cpuTime().minus(cpu).toNanos() / 1e9;
        worker.rest().delete(name);
        admin.deleteTopics(List.of(topic)).all().get();
        stage.dropSlot(name);
        return new Run((ended - begun) / 1e9, cpuSeconds, rows);
    }
}
