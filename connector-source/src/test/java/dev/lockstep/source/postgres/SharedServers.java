package dev.lockstep.source.postgres;

import dev.lockstep.embedded.PostgresServer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Servers that the test classes with this extension share, so that each is started once: the names
 * of schemas, slots and publications are to be used by one test only.
 */
final class SharedServers implements BeforeAllCallback, AutoCloseable {

    private static final Map<Integer, PostgresServer> STARTED = new ConcurrentHashMap<>();

    /** The server of a major version, started when first asked for. */
    static PostgresServer server(int major) {
        return STARTED.computeIfAbsent(
                major,
                wanted ->
                        PostgresServer.builder()
                                .major(wanted)
                                .setting("max_replication_slots", "50")
                                .start());
    }

    /** The root's store closes this after the last test. */
    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(SharedServers.class, key -> this);
    }

    @Override
    public void close() {
        STARTED.values().forEach(PostgresServer::close);
        STARTED.clear();
    }
}
