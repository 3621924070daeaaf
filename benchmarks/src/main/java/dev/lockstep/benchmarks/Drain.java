package dev.lockstep.benchmarks;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.KafkaBroker;
import dev.lockstep.embedded.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Lets a fresh worker drain a backlog from one slot, and measures it.
 *
 * @param plugins folder of unpacked archives
 * @param warmupRows drained before, so that compiled code is measured
 */
record Drain(
        PostgresServer postgres,
        KafkaBroker kafka,
        Path plugins,
        List<String> jvmOptions,
        int warmupRows,
        int rows) {

    /** Writes a backlog of this many rows. */
    interface Fill {
        void rows(int count) throws SQLException;
    }

    /**
     * Measures a connector, named as its slot.
     *
     * @param topics all that it writes to, each of one partition
     */
    Run measure(Map<String, String> config, List<String> topics, Fill fill) throws Exception {
        String name = config.get("slot.name");
        postgres.execute(
                OrdersTable.DATABASE,
                "SELECT pg_create_logical_replication_slot('" + name + "', 'pgoutput')");
        ConnectWorker.Builder builder =
                ConnectWorker.builder(kafka.bootstrapServers())
                        .pluginPath(plugins)
                        .property("plugin.discovery", "hybrid_warn")
                        .heap("1g");
        jvmOptions.forEach(builder::jvmOption);
        try (ConnectWorker worker = builder.start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(
                            topics.stream()
                                    .map(topic -> new NewTopic(topic, 1, (short) 1))
                                    .toList())
                    .all()
                    .get();
            fill.rows(warmupRows);
            worker.rest().configure(name, config);
            worker.rest().awaitRunning(name, Duration.ofMinutes(1));
            Topics.awaitEnd(admin, topics, warmupRows);
            // Paused, not stopped: a new task would run on cold code again.
            worker.rest().pause(name);
            worker.rest().awaitState(name, "PAUSED", Duration.ofMinutes(1));
            fill.rows(rows);
            worker.rest().resume(name);
            // A paused connector goes on until its queue is full: the first rows were read before.
            int uncounted = rows / 10;
            long first = Topics.awaitEnd(admin, topics, warmupRows + uncounted);
            Duration cpu = worker.cpuTime();
            long last = Topics.awaitEnd(admin, topics, warmupRows + rows);
            double cpuSeconds = worker.cpuTime().minus(cpu).toNanos() / 1e9;
            worker.rest().delete(name);
            return new Run((last - first) / 1e9, cpuSeconds, rows - uncounted);
        } finally {
            dropSlot(name);
        }
    }

    /** The server notices a moment later that the worker has gone. */
    private void dropSlot(String name) throws SQLException {
        postgres.execute(
                OrdersTable.DATABASE,
                "SELECT pg_terminate_backend(active_pid, 10000) FROM pg_replication_slots WHERE"
                        + " slot_name = '"
                        + name
                        + "' AND active",
                "SELECT pg_drop_replication_slot('" + name + "')");
    }
}
