package dev.lockstep.it;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.KafkaBroker;
import dev.lockstep.embedded.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The servers that tests share: PostgreSQL, a broker and a worker with the built plugins. */
final class Stack implements AutoCloseable {

    private static final AtomicInteger NAMES = new AtomicInteger();

    final PostgresServer postgres;
    final KafkaBroker kafka;
    final ConnectWorker worker;

    private Stack(PostgresServer postgres, KafkaBroker kafka, ConnectWorker worker) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.worker = worker;
    }

    private static Stack start() {
        PostgresServer postgres =
                PostgresServer.builder()
                        .setting("max_replication_slots", "40")
                        .setting("max_wal_senders", "40")
                        .start();
        KafkaBroker kafka = KafkaBroker.builder().start();
        return new Stack(postgres, kafka, worker(kafka).start());
    }

    /** A worker of its own, for tests that kill it. */
    static ConnectWorker.Builder worker(KafkaBroker kafka) {
        return ConnectWorker.builder(kafka.bootstrapServers())
                .pluginPath(Path.of(System.getProperty("lockstep.plugins")))
                .property("plugin.discovery", "hybrid_warn")
                .offsetFlushInterval(Duration.ofSeconds(1));
    }

    /** A database of its own with the given tables, and names to go with it. */
    Capture capture(String... ddl) throws Exception {
        String name = "t" + NAMES.incrementAndGet();
        postgres.execute("postgres", "CREATE DATABASE " + name);
        postgres.execute(name, ddl);
        return new Capture(this, worker, name);
    }

    @Override
    public void close() {
        worker.close();
        kafka.close();
        postgres.close();
    }

    /** Starts the servers with the first test that asks for them and closes them after the last. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stack.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(Stack.class, key -> start());
        }
    }
}
