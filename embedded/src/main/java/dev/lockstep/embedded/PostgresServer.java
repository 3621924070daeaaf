package dev.lockstep.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A PostgreSQL server of its own cluster, ready for logical replication.
 *
 * <p>The superuser {@code postgres} needs no password; every other user must present the one it was
 * given, also for replication.
 */
public final class PostgresServer implements Postgres {

    private static final String HOST = "127.0.0.1";
    private static final String SUPERUSER = "postgres";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private static final String ACCESS =
            """
            # type database user address method
            host all postgres 127.0.0.1/32 trust
            host replication postgres 127.0.0.1/32 trust
            host all all 127.0.0.1/32 scram-sha-256
            host replication all 127.0.0.1/32 scram-sha-256
            """;

    private final int major;
    private final int port;
    private final ServerHome home;
    private final Map<String, String> settings;
    private final PostgresCluster cluster;
    private final SupervisedServer server;

    private PostgresServer(Builder builder) {
        major = builder.major;
        port = FreePort.preferring(builder.preferredPort);
        home = ServerHome.create("postgres");
        settings = builder.settings;
        cluster = PostgresCluster.create(major, home);
        home.write("data/pg_hba.conf", ACCESS);
        home.write("data/postgresql.conf", configuration(settings));
        server = supervised();
    }

    /** A copy of a running server that follows it. */
    private PostgresServer(PostgresServer primary, Map<String, String> more) {
        major = primary.major;
        port = FreePort.next();
        home = ServerHome.create("postgres");
        settings = new LinkedHashMap<>(primary.settings);
        settings.putAll(more);
        try (Connection connection = primary.connect(SUPERUSER)) {
            cluster = PostgresCluster.copy(primary.cluster, new DataCopy(connection, major), home);
        } catch (SQLException e) {
            throw new EmbeddedServerException("Cannot copy " + primary.jdbcUrl(SUPERUSER), e);
        }
        home.write("data/postgresql.conf", configuration(settings));
        home.write("data/standby.signal", "");
        server = supervised();
    }

    private SupervisedServer supervised() {
        return new SupervisedServer(
                "PostgreSQL " + major + " (port " + port + ")",
                home,
                "QUIT",
                cluster.serverCommand(),
                this::accepts,
                START_TIMEOUT);
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String host() {
        return HOST;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String user() {
        return SUPERUSER;
    }

    @Override
    public int major() {
        return major;
    }

    public long pid() {
        return server.pid();
    }

    public Path logFile() {
        return home.log();
    }

    @Override
    public void stop() {
        server.stop("INT", STOP_TIMEOUT);
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void start() {
        server.start();
    }

    /**
     * Starts a standby that follows this server through a physical slot {@code standby}, with this
     * server's settings and what is given as name, value, … It also keeps copies of the slots that
     * are marked for a failover, if its version can.
     */
    public PostgresServer standby(String... more) throws SQLException {
        execute(SUPERUSER, "SELECT pg_create_physical_replication_slot('standby', true)");
        Map<String, String> following = new LinkedHashMap<>();
        following.put(
                "primary_conninfo",
                "host=" + HOST + " port=" + port + " user=" + SUPERUSER + " dbname=" + SUPERUSER);
        following.put("primary_slot_name", "standby");
        following.put("hot_standby_feedback", "on");
        following.put("wal_receiver_status_interval", "1");
        if (major >= 17) {
            following.put("sync_replication_slots", "on");
        }
        for (int i = 0; i < more.length; i += 2) {
            following.put(more[i], more[i + 1]);
        }
        PostgresServer standby = new PostgresServer(this, following);
        standby.server.startOrRemove();
        return standby;
    }

    /** Makes a standby a server of its own, and waits until it is one. */
    public void promote() throws SQLException {
        execute(SUPERUSER, "SELECT pg_promote()");
    }

    @Override
    public void close() {
        server.close();
    }

    private boolean accepts() {
        try (Connection connection = connect(SUPERUSER)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private String configuration(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("listen_addresses", HOST);
        all.put("port", Integer.toString(port));
        all.put("unix_socket_directories", "");
        return all.entrySet().stream()
                .map(e -> e.getKey() + " = '" + e.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
    }

    /** Settings for a server that is not started yet. */
    public static final class Builder {

        private final Map<String, String> settings = new LinkedHashMap<>();
        private int major = PostgresBinaries.DEFAULT_MAJOR;
        private int preferredPort;

        private Builder() {
            setting("wal_level", "logical");
            setting("max_wal_senders", "20");
            setting("max_replication_slots", "20");
            setting("max_connections", "50");
            setting("shared_buffers", "32MB");
            setting("timezone", "UTC");
            // The data is thrown away, and survives a killed process all the same.
            setting("fsync", "off");
            setting("full_page_writes", "off");
        }

        public Builder major(int major) {
            this.major = major;
            return this;
        }

        /** Listens on this port if it is free when it is first started; else on any. */
        public Builder preferredPort(int port) {
            preferredPort = port;
            return this;
        }

        /** Any line of {@code postgresql.conf}. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        public PostgresServer start() {
            PostgresServer started = new PostgresServer(this);
            started.server.startOrRemove();
            return started;
        }
    }
}
