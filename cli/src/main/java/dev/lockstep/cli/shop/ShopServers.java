package dev.lockstep.cli.shop;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.KafkaBroker;
import dev.lockstep.embedded.OpenSearchServer;
import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.embedded.RedisServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * What one shop runs on, started for it and gone with it: its PostgreSQL, Kafka and Kafka Connect,
 * and the servers that are kept in step with it.
 */
public final class ShopServers implements AutoCloseable {

    /** Soon enough for people to look at. */
    private static final Duration OFFSET_FLUSH = Duration.ofMillis(250);

    /** Of the cache, which knows no users. */
    public static final String CACHE_PASSWORD = "shop";

    private final StartProgress progress;
    private final Ports ports;
    private final ConcurrentLinkedQueue<AutoCloseable> started = new ConcurrentLinkedQueue<>();
    private volatile Shop shop;
    private volatile PostgresServer replica;
    private volatile KafkaBroker kafka;
    private volatile ConnectWorker worker;
    private volatile OpenSearchServer search;
    private volatile RedisServer cache;

    /** Where servers listen if nobody else does; 0 is any port. */
    public record Ports(int source, int replica, int kafka, int connect, int search, int cache) {

        public static final Ports ANY = new Ports(0, 0, 0, 0, 0, 0);

        /** Those that programs take for granted. */
        public static final Ports WELL_KNOWN = new Ports(5432, 5433, 9092, 8083, 9200, 6379);
    }

    public ShopServers(Ports ports, StartProgress progress) {
        this.ports = ports;
        this.progress = progress;
    }

    /**
     * Starts all of them side by side; when one fails, or the caller is interrupted, none stays.
     */
    public void start(Path plugins) {
        new SideBySide()
                .run(
                        List.of(
                                () -> startKafka(plugins),
                                this::startSearch,
                                this::startSource,
                                this::startReplica,
                                this::startCache));
    }

    public Shop shop() {
        return shop;
    }

    public PostgresServer replica() {
        return replica;
    }

    public KafkaBroker kafka() {
        return kafka;
    }

    public ConnectWorker worker() {
        return worker;
    }

    public OpenSearchServer search() {
        return search;
    }

    public RedisServer cache() {
        return cache;
    }

    @Override
    public void close() {
        new SideBySide().run(started.stream().map(ShopServers::end).toList());
        started.clear();
    }

    private static Runnable end(AutoCloseable server) {
        return () -> {
            try {
                server.close();
            } catch (Exception e) {
                throw new ShopException("Cannot stop a server: " + e.getMessage(), e);
            }
        };
    }

    private void startSource() {
        PostgresServer server =
                start(
                        "PostgreSQL, the shop's",
                        PostgresServer.builder().preferredPort(ports.source())::start);
        try {
            shop = Shop.create(server);
        } catch (SQLException e) {
            throw new ShopException("Cannot create the shop's tables: " + e.getMessage(), e);
        }
    }

    private void startReplica() {
        replica =
                start(
                        "PostgreSQL, the replica's",
                        PostgresServer.builder().preferredPort(ports.replica())::start);
        try {
            Shop.createDatabase(replica);
        } catch (SQLException e) {
            throw new ShopException("Cannot create the replica: " + e.getMessage(), e);
        }
    }

    private void startKafka(Path plugins) {
        kafka =
                start(
                        "Kafka",
                        KafkaBroker.builder().heap("256m").quickStart().preferredPort(ports.kafka())
                                ::start);
        worker =
                start(
                        "Kafka Connect",
                        ConnectWorker.builder(kafka.bootstrapServers())
                                        .pluginPath(plugins)
                                        .offsetFlushInterval(OFFSET_FLUSH)
                                        // The groups of sinks notice a killed worker about when
                                        // the next one is up.
                                        .property("consumer.session.timeout.ms", "6000")
                                        .property("consumer.heartbeat.interval.ms", "1500")
                                        .quickStart()
                                        .preferredPort(ports.connect())
                                ::start);
    }

    private void startSearch() {
        search =
                start(
                        "OpenSearch",
                        OpenSearchServer.builder().quickStart().preferredPort(ports.search())
                                ::start);
    }

    private void startCache() {
        cache =
                start(
                        "Redis",
                        RedisServer.builder().password(CACHE_PASSWORD).preferredPort(ports.cache())
                                ::start);
    }

    private <T extends AutoCloseable> T start(String what, Supplier<T> work) {
        return progress.step(
                what,
                () -> {
                    T server = work.get();
                    started.add(server);
                    return server;
                });
    }
}
