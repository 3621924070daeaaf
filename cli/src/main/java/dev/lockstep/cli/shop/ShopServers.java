package dev.lockstep.cli.shop;

import dev.lockstep.embedded.ConnectRest;
import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.KafkaBroker;
import dev.lockstep.embedded.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** PostgreSQL, Kafka and Kafka Connect, started for one shop and gone with it. */
public final class ShopServers implements AutoCloseable {

    private static final Duration CONNECTOR_TIMEOUT = Duration.ofSeconds(60);
    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

    /** Told about every step of the start when it is done. */
    public interface Progress {

        void done(String what, Duration took);
    }

    private final Progress progress;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private Shop shop;
    private KafkaBroker kafka;
    private ConnectWorker worker;

    public ShopServers(Progress progress) {
        this.progress = progress;
    }

    public void start(Path plugins) {
        PostgresServer postgres = step("PostgreSQL", () -> keep(PostgresServer.builder().start()));
        try {
            shop = Shop.create(postgres);
        } catch (SQLException e) {
            throw new ShopException("Cannot create the shop's tables: " + e.getMessage(), e);
        }
        kafka = step("Kafka", () -> keep(KafkaBroker.builder().quickStart().start()));
        worker =
                step(
                        "Kafka Connect",
                        () ->
                                keep(
                                        ConnectWorker.builder(kafka.bootstrapServers())
                                                .pluginPath(plugins)
                                                .quickStart()
                                                .start()));
    }

    /** Starts the connector and returns when it reads the log. */
    public ConnectorFile connect(Path file) {
        ConnectorFile connector = ConnectorFile.read(file, shop.placeholders());
        return step(
                "Connector " + connector.name(),
                () -> {
                    createTopics(topics(connector));
                    configure(connector);
                    awaitReading(connector);
                    return connector;
                });
    }

    public static List<String> topics(ConnectorFile connector) {
        return Shop.TABLES.stream()
                .map(table -> connector.topicPrefix() + ".public." + table)
                .toList();
    }

    public Shop shop() {
        return shop;
    }

    public KafkaBroker kafka() {
        return kafka;
    }

    public ConnectWorker worker() {
        return worker;
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                throw new ShopException("Cannot stop a server: " + e.getMessage(), e);
            }
        }
    }

    private <T extends AutoCloseable> T keep(T server) {
        started.push(server);
        return server;
    }

    private <T> T step(String what, Supplier<T> work) {
        long begin = System.nanoTime();
        T result = work.get();
        progress.done(what, Duration.ofNanos(System.nanoTime() - begin));
        return result;
    }

    /** In advance, so that a consumer may wait for the first event of a table. */
    private void createTopics(List<String> topics) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            List<NewTopic> wanted =
                    topics.stream().map(topic -> new NewTopic(topic, 1, (short) 1)).toList();
            admin.createTopics(wanted).all().get();
        } catch (ExecutionException e) {
            throw new ShopException("Cannot create topics: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShopException("Cannot create topics: interrupted", e);
        }
    }

    private void configure(ConnectorFile connector) {
        ConnectRest rest = worker.rest();
        Map<String, List<String>> errors = rest.validate(withName(connector));
        if (!errors.isEmpty()) {
            throw new ShopException(
                    "Cannot start connector " + connector.name() + ", it refuses: " + errors);
        }
        rest.configure(connector.name(), connector.config());
        rest.awaitRunning(connector.name(), CONNECTOR_TIMEOUT);
    }

    private static Map<String, String> withName(ConnectorFile connector) {
        Map<String, String> config = new HashMap<>(connector.config());
        config.put("name", connector.name());
        return config;
    }

    private void awaitReading(ConnectorFile connector) {
        String slot = connector.config().get("slot.name");
        long deadline = System.nanoTime() + CONNECTOR_TIMEOUT.toNanos();
        try {
            while (!shop.isRead(slot)) {
                worker.rest().awaitRunning(connector.name(), CONNECTOR_TIMEOUT);
                if (System.nanoTime() > deadline) {
                    throw new ShopException(
                            "Connector " + connector.name() + " does not read slot " + slot);
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        } catch (SQLException e) {
            throw new ShopException("Cannot look for slot " + slot + ": " + e.getMessage(), e);
        }
    }
}
