package dev.lockstep.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A Redis server of version 6.2, without modules such as RedisJSON.
 *
 * <p>It needs the artifact {@code embedded-redis} on the class path, of which nothing but the
 * program is used. On Linux on x86-64 the program needs OpenSSL 3 from the system.
 */
public final class RedisServer implements Redis {

    private static final String HOST = "127.0.0.1";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    /** How far the port on which the nodes of a cluster talk is from that of the clients. */
    private static final int BUS_DISTANCE = 10_000;

    private final int port;
    private final int tlsPort;
    private final String password;
    private final ServerHome home = ServerHome.create("redis");
    private final SupervisedServer server;

    private RedisServer(Builder builder) {
        port =
                builder.preferredPort > 0
                        ? FreePort.preferring(builder.preferredPort)
                        : FreePort.next(BUS_DISTANCE);
        tlsPort = builder.tls ? FreePort.next() : 0;
        password = builder.password;
        try {
            Path configuration = home.write("redis.conf", configuration(builder));
            server =
                    new SupervisedServer(
                            "Redis (port " + port + ")",
                            home,
                            "KILL",
                            List.of(RedisBinaries.of(home).server(), configuration.toString()),
                            this::serves,
                            START_TIMEOUT);
        } catch (RuntimeException e) {
            home.delete();
            throw e;
        }
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

    /** The port with TLS, for a server that was built with a certificate. */
    public int tlsPort() {
        if (tlsPort == 0) {
            throw new IllegalStateException("Redis (port " + port + ") has no certificate");
        }
        return tlsPort;
    }

    public long pid() {
        return server.pid();
    }

    /** User and system time that the server's process has used. */
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

    @Override
    public String password() {
        return password;
    }

    /** One field of a section of INFO, or an empty text. */
    String info(String section, String field) {
        String prefix = field + ":";
        return command("INFO", section)
                .toString()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElse("");
    }

    /** While it loads its data it refuses the question. */
    private boolean serves() {
        try {
            return Objects.equals(command("PING"), "PONG");
        } catch (EmbeddedServerException e) {
            return false;
        }
    }

    private String configuration(Builder builder) {
        Map<String, String> all = new LinkedHashMap<>(builder.settings);
        all.put("bind", HOST);
        all.put("port", Integer.toString(port));
        all.put("dir", home.folder().toString());
        if (builder.tls) {
            all.put("tls-port", Integer.toString(tlsPort));
        }
        StringBuilder lines = new StringBuilder();
        all.forEach((name, value) -> lines.append(name + " " + value + "\n"));
        builder.users.forEach(user -> lines.append("user " + user + "\n"));
        return lines.toString();
    }

    /** Settings for a server that is not started yet. */
    public static final class Builder {

        private final Map<String, String> settings = new LinkedHashMap<>();
        private final List<String> users = new ArrayList<>();
        private String password = "";
        private int preferredPort;
        private boolean tls;

        private Builder() {
            setting("save", "\"\"");
            // A replica gets its copy without the wait for others that might want one too.
            setting("repl-diskless-sync", "yes");
            setting("repl-diskless-sync-delay", "0");
            setting("repl-ping-replica-period", "1");
        }

        /** Listens on this port if it is free when it is first started; else on any. */
        public Builder preferredPort(int port) {
            preferredPort = port;
            return this;
        }

        /** Any line of {@code redis.conf}, the value quoted as it is there. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /** The password of the default user, of letters and digits; replicas need the same. */
        public Builder password(String value) {
            password = value;
            setting("requirepass", value);
            return setting("masterauth", value);
        }

        /** One more user, as {@code ACL SETUSER} has it: {@code alice on >secret ~* +@all}. */
        public Builder user(String rules) {
            users.add(rules);
            return this;
        }

        /** Keeps the data over a kill. */
        public Builder appendOnly() {
            return setting("appendonly", "yes");
        }

        /**
         * Listens with TLS on a port of its own too, and asks clients for a certificate only where
         * the setting {@code tls-auth-clients} says so.
         */
        public Builder tls(Path certificate, Path key, Path authority) {
            tls = true;
            setting("tls-cert-file", certificate.toString());
            setting("tls-key-file", key.toString());
            setting("tls-ca-cert-file", authority.toString());
            settings.putIfAbsent("tls-auth-clients", "no");
            return this;
        }

        public Builder replicaOf(RedisServer master) {
            return setting("replicaof", HOST + " " + master.port());
        }

        /** A node that does not belong to a cluster yet. */
        Builder clusterNode() {
            setting("cluster-enabled", "yes");
            settings.putIfAbsent("cluster-node-timeout", "2000");
            return this;
        }

        public RedisServer start() {
            RedisServer started = new RedisServer(this);
            started.server.startOrRemove();
            return started;
        }
    }
}
