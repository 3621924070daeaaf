package dev.lockstep.benchmarks.stage;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.KafkaBroker;
import dev.lockstep.embedded.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The servers that all contenders are measured on, and the workers they get. One thread uses it.
 */
public final class Stage implements AutoCloseable {

    private static final String USUAL_HEAP = "1g";
    private static final String ANYONE = "";

    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final Admin admin;
    private final StageOptions options;
    private final Map<String, ConnectWorker> kept = new HashMap<>();
    private int names;

    private Stage(PostgresServer postgres, KafkaBroker kafka, StageOptions options) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.options = options;
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    /** Starts the servers; workers come when they are needed. */
    public static Stage start(StageOptions options) {
        PostgresServer postgres =
                PostgresServer.builder()
                        .setting("shared_buffers", "512MB")
                        .setting("max_wal_size", "8GB")
                        .setting("max_locks_per_transaction", "256")
                        .start();
        try {
            return new Stage(postgres, KafkaBroker.builder().heap("1g").start(), options);
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    public PostgresServer postgres() {
        return postgres;
    }

    /** Folder of unpacked archives. */
    public Path plugins() {
        return options.plugins();
    }

    public Admin admin() {
        return admin;
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** A name that nothing on these servers has: of a slot, a connector, a prefix of topics. */
    public String unique(String what) {
        return what.replace('-', '_') + "_" + ++names;
    }

    /** A worker for a contender, fresh or one that it has had before. */
    public WorkerLease worker(String contender) {
        return switch (options.workers()) {
            case FRESH -> new WorkerLease(startWorker(USUAL_HEAP), false);
            case KEPT -> keptWorker(contender);
            case SHARED -> keptWorker(ANYONE);
        };
    }

    /** A fresh worker with a heap of this size. */
    public WorkerLease workerWithHeap(String size) {
        return new WorkerLease(startWorker(size), false);
    }

    /** Creates an empty database for a scenario. */
    public String createDatabase(String name) throws SQLException {
        String database = unique(name);
        postgres.execute("postgres", "CREATE DATABASE " + database);
        return database;
    }

    /** Creates topics of so many partitions. */
    public void createTopics(List<String> topics, int partitions, Map<String, String> config)
            throws Exception {
        admin.createTopics(
                        topics.stream()
                                .map(
                                        topic ->
                                                new NewTopic(topic, partitions, (short) 1)
                                                        .configs(config))
                                .toList())
                .all()
                .get();
    }

    /** Deletes topics that nobody writes to any more. */
    public void deleteTopics(List<String> topics) throws Exception {
        admin.deleteTopics(topics).all().get();
    }

    /** Creates a slot, which keeps all that is written from now on. */
    public void createSlot(String database, String slot) throws SQLException {
        postgres.execute(
                database, "SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
    }

    /** Ends whoever reads from the slot: the server notices late that a worker has gone. */
    public void dropSlot(String database, String slot) throws SQLException {
        postgres.execute(
                database,
                "SELECT pg_terminate_backend(active_pid, 10000) FROM pg_replication_slots WHERE"
                        + " slot_name = '"
                        + slot
                        + "' AND active",
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE"
                        + " slot_name = '"
                        + slot
                        + "'");
    }

    @Override
    public void close() {
        try (postgres;
                kafka;
                admin) {
            kept.values().forEach(ConnectWorker::close);
        }
    }

    private WorkerLease keptWorker(String owner) {
        return new WorkerLease(kept.computeIfAbsent(owner, name -> startWorker(USUAL_HEAP)), true);
    }

    private ConnectWorker startWorker(String heap) {
        ConnectWorker.Builder builder =
                ConnectWorker.builder(kafka.bootstrapServers())
                        .pluginPath(options.plugins())
                        .property("plugin.discovery", "service_load")
                        .heap(heap);
        options.jvmOptions().forEach(builder::jvmOption);
        return builder.start();
    }
}
