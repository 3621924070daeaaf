package dev.lockstep.benchmarks;

import dev.lockstep.embedded.ConnectWorker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Lets a fresh worker drain a backlog from one slot, and measures it.
 *
 * @param warmupRows drained before, so that compiled code is measured
 */
record Drain(Stage stage, int warmupRows, int rows) {

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
        stage.postgres()
                .execute(
                        OrdersTable.DATABASE,
                        "SELECT pg_create_logical_replication_slot('" + name + "', 'pgoutput')");
        try (ConnectWorker worker = stage.startWorker();
                Admin admin = stage.admin()) {
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
            stage.dropSlot(name);
        }
    }
}
