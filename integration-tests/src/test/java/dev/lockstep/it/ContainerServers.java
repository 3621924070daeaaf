package dev.lockstep.it;

import dev.lockstep.embedded.Broker;
import dev.lockstep.embedded.Postgres;
import dev.lockstep.embedded.Redis;
import dev.lockstep.embedded.SearchServer;
import dev.lockstep.embedded.SqlServer;
import java.sql.Connection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.images.builder.Transferable;

/** The official images, in the versions that the embedded servers have. */
final class ContainerServers implements Servers {

    @Override
    public Postgres postgres(int major, Map<String, String> settings) {
        PostgresContainer server = new PostgresContainer(major, settings);
        server.begin();
        return server;
    }

    @Override
    public Broker kafka(Map<String, String> properties) {
        KafkaContainer server = new KafkaContainer(properties);
        server.begin();
        return server;
    }

    @Override
    public SqlServer mariaDb() {
        MariaDbContainer server = new MariaDbContainer();
        server.begin();
        return server;
    }

    @Override
    public SearchServer openSearch() {
        OpenSearchContainer server = new OpenSearchContainer();
        server.begin();
        return server;
    }

    @Override
    public Redis redis(String password) {
        RedisContainer server = new RedisContainer(password);
        server.begin();
        return server;
    }

    private static final class PostgresContainer extends Container implements Postgres {

        private static final Map<String, String> SETTINGS =
                Map.of("wal_level", "logical", "timezone", "UTC", "fsync", "off");

        /** As the embedded server has it, from the address that a host has in its containers. */
        private static final String ACCESS =
                """
                local all all trust
                host all postgres all trust
                host replication postgres all trust
                host all all all scram-sha-256
                host replication all all scram-sha-256
                """;

        private final int major;

        PostgresContainer(int major, Map<String, String> settings) {
            super("postgres:" + major, 5432);
            this.major = major;
            Map<String, String> all = new TreeMap<>(SETTINGS);
            all.putAll(settings);
            container()
                    .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
                    .withCopyToContainer(Transferable.of(ACCESS), "/etc/lockstep/pg_hba.conf")
                    .withCommand(
                            options(
                                            "-c",
                                            all,
                                            "postgres",
                                            "-c",
                                            "hba_file=/etc/lockstep/pg_hba.conf")
                                    .toArray(new String[0]));
        }

        @Override
        public int major() {
            return major;
        }

        @Override
        public String user() {
            return "postgres";
        }

        @Override
        boolean serves() throws Exception {
            try (Connection connection = connect(user())) {
                return connection.isValid(5);
            }
        }
    }

    private static final class KafkaContainer extends Container implements Broker {

        private static final Map<String, String> PROPERTIES =
                Map.ofEntries(
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("node.id", "1"),
                        Map.entry("controller.quorum.voters", "1@localhost:9093"),
                        Map.entry("controller.listener.names", "CONTROLLER"),
                        Map.entry("listeners", "PLAINTEXT://:9092,CONTROLLER://:9093"),
                        Map.entry(
                                "listener.security.protocol.map",
                                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                        Map.entry("offsets.topic.num.partitions", "1"),
                        Map.entry("offsets.topic.replication.factor", "1"),
                        Map.entry("transaction.state.log.num.partitions", "1"),
                        Map.entry("transaction.state.log.replication.factor", "1"),
                        Map.entry("transaction.state.log.min.isr", "1"),
                        Map.entry("group.initial.rebalance.delay.ms", "0"),
                        Map.entry("group.min.session.timeout.ms", "1000"),
                        Map.entry("broker.session.timeout.ms", "2000"),
                        Map.entry("broker.heartbeat.interval.ms", "500"));

        KafkaContainer(Map<String, String> properties) {
            super("apache/kafka:" + System.getProperty("lockstep.kafka.version"), 9092);
            Map<String, String> all = new TreeMap<>(PROPERTIES);
            all.putAll(properties);
            all.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
            // As the image wants them.
            all.forEach(
                    (name, value) ->
                            container()
                                    .withEnv(
                                            "KAFKA_"
                                                    + name.toUpperCase(Locale.ROOT)
                                                            .replace('.', '_'),
                                            value));
        }

        @Override
        public String bootstrapServers() {
            return host() + ":" + port();
        }

        @Override
        boolean serves() throws Exception {
            try (Admin admin =
                    Admin.create(
                            Map.of(
                                    "bootstrap.servers",
                                    bootstrapServers(),
                                    "request.timeout.ms",
                                    "1000",
                                    "default.api.timeout.ms",
                                    "1000"))) {
                return admin.describeCluster().nodes().get().size() == 1;
            }
        }
    }

    private static final class MariaDbContainer extends Container implements SqlServer {

        MariaDbContainer() {
            super("mariadb:11.4", 3306);
            container()
                    .withEnv("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "1")
                    .withEnv("MARIADB_DATABASE", "test")
                    .withCommand(
                            "--server-id=1",
                            "--log-bin=binlog",
                            "--binlog-format=ROW",
                            "--binlog-row-metadata=FULL",
                            "--binlog-row-image=FULL",
                            "--character-set-server=utf8mb4",
                            "--default-time-zone=+00:00",
                            "--skip-name-resolve");
        }

        @Override
        public String user() {
            return "root";
        }

        @Override
        public String jdbcUrl(String database) {
            return "jdbc:mariadb://" + host() + ":" + port() + "/" + database;
        }

        @Override
        boolean serves() throws Exception {
            try (Connection connection = connect("test")) {
                return connection.isValid(5);
            }
        }
    }

    private static final class OpenSearchContainer extends Container implements SearchServer {

        OpenSearchContainer() {
            super(
                    "opensearchproject/opensearch:"
                            + System.getProperty("lockstep.opensearch.version"),
                    9200);
            container()
                    .withEnv("discovery.type", "single-node")
                    .withEnv("DISABLE_INSTALL_DEMO_CONFIG", "true")
                    .withEnv("DISABLE_SECURITY_PLUGIN", "true")
                    .withEnv("OPENSEARCH_JAVA_OPTS", "-Xms512m -Xmx512m");
        }

        @Override
        public String url() {
            return "http://" + host() + ":" + port();
        }

        @Override
        boolean serves() {
            String health = "/_cluster/health?wait_for_status=yellow&timeout=1s";
            return request("GET", health).status() == 200;
        }
    }

    private static final class RedisContainer extends Container implements Redis {

        private final String password;

        RedisContainer(String password) {
            super("redis:6.2", 6379);
            this.password = password;
            container()
                    .withCommand(
                            "redis-server",
                            "--requirepass",
                            password,
                            "--appendonly",
                            "yes",
                            "--appendfsync",
                            "always");
        }

        @Override
        public String password() {
            return password;
        }

        @Override
        boolean serves() {
            return "PONG".equals(command("PING"));
        }
    }
}
