package dev.lockstep.benchmarks;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.KafkaBroker;
import dev.lockstep.embedded.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * The servers that all contenders are measured on, and the workers they get.
 *
 * @param plugins folder of unpacked archives
 */
record Stage(PostgresServer postgres, KafkaBroker kafka, Path plugins, List<String> jvmOptions)
        implements AutoCloseable {

    static Stage start(String sharedBuffers, Path plugins, List<String> jvmOptions)
            throws Exception {
        PostgresServer postgres =
                PostgresServer.builder()
                        .setting("shared_buffers", sharedBuffers)
                        .setting("max_wal_size", "8GB")
                        .start();
        try {
            KafkaBroker kafka = KafkaBroker.builder().heap("1g").start();
            return new Stage(postgres, kafka, plugins, jvmOptions);
        } catch (Exception e) {
            postgres.close();
            throw e;
        }
    }

    ConnectWorker startWorker() throws Exception {
        ConnectWorker.Builder builder =
                ConnectWorker.builder(kafka.bootstrapServers())
                        .pluginPath(plugins)
                        .property("plugin.discovery", "service_load")
                        .heap("1g");
        jvmOptions.forEach(builder::jvmOption);
        return builder.start();
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    /** Ends whoever reads from the slot: the server notices late that a worker has gone. */
    void dropSlot(String name) throws SQLException {
        postgres.execute(
                OrdersTable.DATABASE,
                "SELECT pg_terminate_backend(active_pid, 10000) FROM pg_replication_slots WHERE"
                        + " slot_name = '"
                        + name
                        + "' AND active",
                "SELECT pg_drop_replication_slot('" + name + "')");
    }

    @Override
    public void close() {
        try (postgres) {
            kafka.close();
        }
    }
}
