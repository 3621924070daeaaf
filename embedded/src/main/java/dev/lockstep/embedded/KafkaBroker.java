package dev.lockstep.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A Kafka cluster of one node, broker and controller in a JVM of its own. */
public final class KafkaBroker implements Broker {

    private static final String HOST = "127.0.0.1";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final int port;
    private final ServerHome home = ServerHome.create("kafka");
    private final SupervisedServer server;

    private KafkaBroker(JavaServer java, int preferredPort) {
        port = FreePort.preferring(preferredPort);
        listen(java);
        try {
            format(java.writeProperties(home));
            server =
                    java.supervised("Kafka (port " + port + ")", home, "kafka.Kafka", this::serves);
        } catch (RuntimeException e) {
            home.delete();
            throw e;
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    public long pid() {
        return server.pid();
    }

    /** User and system time that the broker's process has used. */
    public Duration cpuTime() {
        return server.cpuTime();
    }

    public Path logFile() {
        return home.log();
    }

    @Override
    public void stop() {
        server.stop("TERM", STOP_TIMEOUT);
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public void close() {
        server.close();
    }

    private void listen(JavaServer java) {
        String controller = HOST + ":" + FreePort.next();
        java.property(
                "listeners", "PLAINTEXT://" + bootstrapServers() + ",CONTROLLER://" + controller);
        java.property("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
        java.property("controller.quorum.voters", "1@" + controller);
        java.property("log.dirs", home.resolve("data").toString());
    }

    private static void format(Path configuration) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        String[] arguments = {
            "format",
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--config",
            configuration.toString()
        };
        int status =
                StorageTool.execute(
                        arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new EmbeddedServerException(
                    "Cannot format the storage of Kafka: "
                            + output.toString(StandardCharsets.UTF_8));
        }
    }

    private boolean serves() {
        if (!isListening()) {
            return false;
        }
        Map<String, Object> properties =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers(),
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        1_000,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        1_000);
        try (Admin admin = Admin.create(properties)) {
            return admin.describeCluster().nodes().get().size() == 1;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Cannot wait for Kafka", e);
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Settings for a broker that is not started yet. */
    public static final class Builder {

        private final JavaServer java = new JavaServer("512m");
        private int preferredPort;

        private Builder() {
            property("process.roles", "broker,controller");
            property("node.id", "1");
            property("controller.listener.names", "CONTROLLER");
            property("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
            property("num.partitions", "1");
            property("default.replication.factor", "1");
            property("auto.create.topics.enable", "true");
            property("offsets.topic.num.partitions", "1");
            property("offsets.topic.replication.factor", "1");
            property("transaction.state.log.num.partitions", "1");
            property("transaction.state.log.replication.factor", "1");
            property("transaction.state.log.min.isr", "1");
            property("group.initial.rebalance.delay.ms", "0");
            // Lets a group notice a killed member soon.
            property("group.min.session.timeout.ms", "1000");
            // A killed broker is let in again when its old session has ended.
            property("broker.session.timeout.ms", "2000");
            property("broker.heartbeat.interval.ms", "500");
            property("num.network.threads", "2");
            property("num.io.threads", "4");
            property("log.cleaner.dedupe.buffer.size", "16777216");
        }

        /** Listens on this port if it is free when it is first started; else on any. */
        public Builder preferredPort(int port) {
            preferredPort = port;
            return this;
        }

        /** Any line of {@code server.properties}. */
        public Builder property(String name, String value) {
            java.property(name, value);
            return this;
        }

        /** The largest heap, as the JVM spells it. */
        public Builder heap(String size) {
            java.heap(size);
            return this;
        }

        /**
         * Starts with half the work, for a broker that never gets as fast: not for measurements.
         */
        public Builder quickStart() {
            java.quickStart();
            return this;
        }

        public Builder jvmOption(String option) {
            java.jvmOption(option);
            return this;
        }

        public KafkaBroker start() {
            KafkaBroker started = new KafkaBroker(java, preferredPort);
            started.server.startOrRemove();
            return started;
        }
    }
}
