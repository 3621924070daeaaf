package dev.lockstep.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A distributed Kafka Connect worker in a JVM of its own.
 *
 * <p>It finds plugins in the given folders and nowhere else.
 */
public final class ConnectWorker implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

    private final int port;
    private final ServerHome home = ServerHome.create("connect");
    private final HttpClient http = HttpClient.newHttpClient();
    private final SupervisedServer server;

    private ConnectWorker(JavaServer java, int preferredPort) {
        port = FreePort.preferring(preferredPort);
        java.property("listeners", "http://" + HOST + ":" + port);
        java.defaultProperty("group.id", "connect-" + port);
        java.defaultProperty("config.storage.topic", "connect-configs-" + port);
        java.defaultProperty("offset.storage.topic", "connect-offsets-" + port);
        java.defaultProperty("status.storage.topic", "connect-status-" + port);
        server =
                java.supervised(
                        "Kafka Connect (REST port " + port + ")",
                        home,
                        "org.apache.kafka.connect.cli.ConnectDistributed",
                        this::isHealthy);
    }

    /** A worker of the cluster that these brokers belong to. */
    public static Builder builder(String bootstrapServers) {
        return new Builder(bootstrapServers);
    }

    public URI restUri() {
        return URI.create("http://" + HOST + ":" + port);
    }

    public ConnectRest rest() {
        return new ConnectRest(restUri());
    }

    public long pid() {
        return server.pid();
    }

    /** User and system time that the worker's process has used. */
    public Duration cpuTime() {
        return server.cpuTime();
    }

    public Path logFile() {
        return home.log();
    }

    /** Shuts down in order and starts again with the same port and configuration. */
    public void restart() {
        stop();
        server.start();
    }

    /** Shuts down in order; {@link #start} brings it back. */
    public void stop() {
        server.stop("TERM", STOP_TIMEOUT);
    }

    /** Ends the worker with SIGKILL. */
    public void kill() {
        server.kill();
    }

    /** Starts again after {@link #stop} or {@link #kill}, with the same port and configuration. */
    public void start() {
        server.start();
    }

    @Override
    public void close() {
        server.close();
    }

    /** Healthy means: a member of its group that has read its topics. */
    private boolean isHealthy() {
        HttpRequest request =
                HttpRequest.newBuilder(restUri().resolve("/health")).timeout(PROBE_TIMEOUT).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Cannot wait for Kafka Connect", e);
        }
    }

    /** Settings for a worker that is not started yet. */
    public static final class Builder {

        private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

        private final JavaServer java = new JavaServer("512m");
        private int preferredPort;

        private Builder(String bootstrapServers) {
            property("bootstrap.servers", bootstrapServers);
            property("key.converter", JSON);
            property("key.converter.schemas.enable", "false");
            property("value.converter", JSON);
            property("value.converter.schemas.enable", "false");
            for (String store : new String[] {"config", "offset", "status"}) {
                property(store + ".storage.replication.factor", "1");
            }
            property("offset.storage.partitions", "1");
            property("status.storage.partitions", "1");
            property("plugin.discovery", "service_load");
            property("scheduled.rebalance.max.delay.ms", "0");
            // The group notices a killed worker about when its successor is up.
            property("session.timeout.ms", "5000");
            property("heartbeat.interval.ms", "1500");
        }

        /** Listens on this port if it is free when it is first started; else on any. */
        public Builder preferredPort(int port) {
            preferredPort = port;
            return this;
        }

        /** Any line of the worker's properties. */
        public Builder property(String name, String value) {
            java.property(name, value);
            return this;
        }

        /** Folders whose subfolders are plugins. */
        public Builder pluginPath(Path... folders) {
            return property(
                    "plugin.path",
                    Arrays.stream(folders)
                            .map(folder -> folder.toAbsolutePath().toString())
                            .collect(Collectors.joining(",")));
        }

        /** How often source offsets are committed. */
        public Builder offsetFlushInterval(Duration interval) {
            return property("offset.flush.interval.ms", Long.toString(interval.toMillis()));
        }

        /** The largest heap, as the JVM spells it. */
        public Builder heap(String size) {
            java.heap(size);
            return this;
        }

        /**
         * Starts with half the work, for a worker that never gets as fast: not for measurements.
         */
        public Builder quickStart() {
            java.quickStart();
            return this;
        }

        public Builder jvmOption(String option) {
            java.jvmOption(option);
            return this;
        }

        public ConnectWorker start() {
            ConnectWorker started = new ConnectWorker(java, preferredPort);
            started.server.startOrRemove();
            return started;
        }
    }
}
