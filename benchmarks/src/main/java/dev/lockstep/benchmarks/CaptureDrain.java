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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
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

    private static final String DATABASE = "bench";
    private static final int ROWS_PER_TRANSACTION = 1_000;

    @Option(names = "--rows", defaultValue = "1000000", description = "Rows of the backlog.")
    private int rows;

    @Option(names = "--warmup-rows", defaultValue = "1000000", description = "Rows drained before.")
    private int warmupRows;

    @Option(names = "--rounds", defaultValue = "3", description = "Measured rounds.")
    private int rounds;

    @Option(
            names = "--only",
            split = ",",
            description = "Measure only these of lockstep, lockstep_kafka_json and debezium.")
    private List<String> only = List.of();

    @Option(names = "--jvm-option", description = "Passed to the workers.")
    private List<String> jvmOptions = List.of();

    @Option(
            names = "--producer",
            description = "An option of every contender's producer, as in batch.size=262144.")
    private Map<String, String> producer = Map.of();

    @Option(names = "--plugins", required = true, description = "Folder of unpacked archives.")
    private Path plugins;

    /** What one drain took. */
    private record Run(double seconds, double cpuSeconds, int rows) {

        double eventsPerSecond() {
            return rows / seconds;
        }

        double cpuMicrosPerEvent() {
            return cpuSeconds * 1e6 / rows;
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CaptureDrain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Contender> contenders =
                Contender.ALL.stream()
                        .filter(contender -> only.isEmpty() || only.contains(contender.name()))
                        .toList();
        try (PostgresServer postgres =
                        PostgresServer.builder()
                                .setting("shared_buffers", "256MB")
                                .setting("max_wal_size", "8GB")
                                .start();
                KafkaBroker kafka = KafkaBroker.builder().heap("1g").start()) {
            prepare(postgres);
            List<List<Run>> runs = new ArrayList<>();
            contenders.forEach(contender -> runs.add(new ArrayList<>()));
            for (int round = 1; round <= rounds; round++) {
                for (int i = 0; i < contenders.size(); i++) {
                    Run run = measure(postgres, kafka, contenders.get(i), round);
                    runs.get(i).add(run);
                    System.out.printf(
                            "round %d  %-20s %9.0f events/s  %6.2f us CPU/event  %.1f s%n",
                            round,
                            contenders.get(i).name(),
                            run.eventsPerSecond(),
                            run.cpuMicrosPerEvent(),
                            run.seconds());
                }
            }
            summary(contenders, runs);
        }
        return 0;
    }

    private static void prepare(PostgresServer postgres) throws SQLException {
        postgres.execute("postgres", "CREATE DATABASE " + DATABASE);
        postgres.execute(
                DATABASE,
                "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, status"
                        + " varchar(16) NOT NULL, currency char(3) NOT NULL, total numeric(12,2)"
                        + " NOT NULL, quantity int NOT NULL, paid boolean NOT NULL, reference uuid,"
                        + " placed_at timestamptz NOT NULL, updated_at timestamptz, note text)",
                "CREATE PUBLICATION bench FOR TABLE orders");
    }

    /**
     * Rows of about 200 bytes of text, as a shop's orders have them, a thousand to a transaction: a
     * backlog is seldom one transaction, which the server would spill to disk and read again.
     */
    private static void insert(PostgresServer postgres, int count) throws SQLException {
        postgres.execute(
                DATABASE,
                "TRUNCATE orders",
                "DO $$ BEGIN FOR batch IN 0 .. "
                        + (count / ROWS_PER_TRANSACTION - 1)
                        + " LOOP INSERT INTO orders SELECT i, i % 100000, 'shipped', 'EUR', i %"
                        + " 100000 / 100.0, i % 9, i % 2 = 0, md5(i::text)::uuid, now(), now(),"
                        + " md5(i::text) || left(md5((i + 1)::text), 18) FROM generate_series("
                        + "batch * "
                        + ROWS_PER_TRANSACTION
                        + " + 1, (batch + 1) * "
                        + ROWS_PER_TRANSACTION
                        + ") i; COMMIT; END LOOP; END $$");
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
            insert(postgres, warmupRows);
            Map<String, String> config = contender.config(name, postgres, DATABASE);
            producer.forEach((key, value) -> config.put("producer.override." + key, value));
            worker.rest().configure(name, config);
            worker.rest().awaitRunning(name, Duration.ofMinutes(1));
            awaitEnd(admin, topic, warmupRows);
            // Paused, not stopped: a new task would run on cold code again.
            worker.rest().pause(name);
            worker.rest().awaitState(name, "PAUSED", Duration.ofMinutes(1));
            insert(postgres, rows);
            worker.rest().resume(name);
            // A paused connector goes on until its queue is full: the first rows were read before.
            int uncounted = rows / 10;
            long first = awaitEnd(admin, topic, warmupRows + uncounted);
            Duration cpu = worker.cpuTime();
            long last = awaitEnd(admin, topic, warmupRows + rows);
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

    /** Waits until the topic has this end and returns the time of that. */
    private static long awaitEnd(Admin admin, String topic, long end) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (end(admin, topic) < end) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Topic " + topic + " did not reach " + end);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return System.nanoTime();
    }

    private static long end(Admin admin, String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private static void summary(List<Contender> contenders, List<List<Run>> runs) {
        System.out.println();
        for (int i = 0; i < contenders.size(); i++) {
            System.out.printf(
                    "%-20s median %9.0f events/s  %6.2f us CPU/event%n",
                    contenders.get(i).name(), rate(runs.get(i)), cpu(runs.get(i)));
        }
        int last = contenders.size() - 1;
        for (int i = 0; i < last; i++) {
            System.out.printf(
                    "%-20s to %s: rate %.2f x, CPU 1/%.2f%n",
                    contenders.get(i).name(),
                    contenders.get(last).name(),
                    rate(runs.get(i)) / rate(runs.get(last)),
                    cpu(runs.get(last)) / cpu(runs.get(i)));
        }
    }

    private static double rate(List<Run> runs) {
        return median(runs.stream().map(Run::eventsPerSecond).sorted().toList());
    }

    private static double cpu(List<Run> runs) {
        return median(runs.stream().map(Run::cpuMicrosPerEvent).sorted().toList());
    }

    private static double median(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }
}
