package dev.lockstep.it;

import static org.awaitility.Awaitility.await;

import dev.lockstep.embedded.Broker;
import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.Postgres;
import dev.lockstep.embedded.Redis;
import dev.lockstep.embedded.SearchServer;
import dev.lockstep.embedded.SqlServer;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The servers that tests share: PostgreSQL, a broker and a worker with the built plugins. */
final class Stack implements AutoCloseable {

    /** Of {@link #redis}. */
    static final String REDIS_PASSWORD = "secret";

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "max_replication_slots", "400",
                    "max_wal_senders", "100",
                    "max_connections", "200");

    private static final AtomicInteger NAMES = new AtomicInteger();

    final Postgres postgres;
    final Broker kafka;
    final ConnectWorker worker;

    private final Servers servers;

    /** Servers of other majors than the usual one, started when first asked for. */
    private final Map<Integer, Postgres> others = new ConcurrentHashMap<>();

    private SqlServer mariaDb;
    private SearchServer openSearch;
    private Redis redis;

    private Stack(Servers servers, Postgres postgres, Broker kafka, ConnectWorker worker) {
        this.servers = servers;
        this.postgres = postgres;
        this.kafka = kafka;
        this.worker = worker;
    }

    /** Servers of one's own, for tests that break all of them. */
    static Stack start(Function<Broker, ConnectWorker.Builder> worker) {
        Servers servers = Servers.chosen();
        Postgres postgres = servers.postgres(Servers.POSTGRES, SETTINGS);
        Broker kafka = servers.kafka(Map.of("message.max.bytes", "20000000"));
        return new Stack(servers, postgres, kafka, worker.apply(kafka).start());
    }

    /** The server of a major, shared as everything else here. */
    Postgres postgres(int major) {
        return major == postgres.major()
                ? postgres
                : others.computeIfAbsent(major, key -> servers.postgres(key, SETTINGS));
    }

    /** A MariaDB with a binary log, shared as everything else here. */
    synchronized SqlServer mariaDb() {
        if (mariaDb == null) {
            mariaDb = servers.mariaDb();
        }
        return mariaDb;
    }

    /** An OpenSearch, shared as everything else here. */
    synchronized SearchServer openSearch() {
        if (openSearch == null) {
            openSearch = servers.openSearch();
        }
        return openSearch;
    }

    /** A Redis that keeps over a kill what it has confirmed, shared as everything else here. */
    synchronized Redis redis() {
        if (redis == null) {
            redis = servers.redis(REDIS_PASSWORD);
        }
        return redis;
    }

    /** A name that no other test uses. */
    static String name() {
        return "t" + NAMES.incrementAndGet();
    }

    /**
     * Starts a server again that was killed: a process that it was just starting when it died holds
     * its memory a moment.
     */
    static void revive(Postgres postgres) {
        await("the server is back")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(
                        () -> {
                            postgres.start();
                            return true;
                        });
    }

    /** Waits until one of these is in what the worker has logged since. */
    static void awaitLog(ConnectWorker worker, long from, String... words) {
        await(String.join(" or ", words))
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            byte[] log = Files.readAllBytes(worker.logFile());
                            int length = (int) (log.length - from);
                            String text =
                                    new String(log, (int) from, length, StandardCharsets.UTF_8);
                            return Arrays.stream(words).anyMatch(text::contains);
                        });
    }

    /** A worker of its own, for tests that kill it. */
    static ConnectWorker.Builder worker(Broker kafka) {
        return ConnectWorker.builder(kafka.bootstrapServers())
                .pluginPath(Path.of(System.getProperty("lockstep.plugins")))
                .quickStart()
                .offsetFlushInterval(Duration.ofSeconds(1));
    }

    /** A worker that starts and fails over as fast as can be. */
    static ConnectWorker.Builder quickWorker(Broker kafka) {
        return worker(kafka)
                .pluginPath(archives("lockstep-connector-source"))
                .property("session.timeout.ms", "3000")
                .property("heartbeat.interval.ms", "1000")
                .offsetFlushInterval(Duration.ofMillis(500));
    }

    /** The built archives whose names begin so, without Debezium's plugin. */
    static Path[] archives(String prefix) {
        Path plugins = Path.of(System.getProperty("lockstep.plugins"));
        return Arrays.stream(plugins.toFile().listFiles())
                .filter(folder -> folder.getName().startsWith(prefix))
                .map(File::toPath)
                .toArray(Path[]::new);
    }

    /** A database of its own with the given tables, and names to go with it. */
    Capture capture(String... ddl) throws Exception {
        return capture(postgres, ddl);
    }

    /** The same on a certain server. */
    Capture capture(Postgres server, String... ddl) throws Exception {
        return capture(server, worker, ddl);
    }

    /** The same by another worker. */
    Capture capture(Postgres server, ConnectWorker worker, String... ddl) throws Exception {
        String name = name();
        server.execute("postgres", "CREATE DATABASE " + name);
        server.execute(name, ddl);
        return new Capture(this, server, worker, name);
    }

    @Override
    public synchronized void close() {
        worker.close();
        kafka.close();
        postgres.close();
        others.values().forEach(Postgres::close);
        if (mariaDb != null) {
            mariaDb.close();
        }
        if (openSearch != null) {
            openSearch.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    /**
     * Starts the servers with the first test that asks for them and closes them after the last of
     * the fork: each class that a fork is given is an execution of its own in the same session.
     */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stack.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getStore(
                            ExtensionContext.StoreScope.LAUNCHER_SESSION,
                            ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(Stack.class, key -> start(Stack::worker));
        }
    }
}
