package dev.lockstep.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A Redis Sentinel on its own: it watches one master under the name {@value #MASTER} and puts a
 * replica in its place when it is gone for half a second.
 */
public final class RedisSentinel implements AutoCloseable {

    /** What clients ask for. */
    public static final String MASTER = "embedded";

    private static final String HOST = "127.0.0.1";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final int port = FreePort.next();
    private final ServerHome home = ServerHome.create("sentinel");
    private final SupervisedServer server;

    private RedisSentinel(RedisServer master) {
        int replicas = Integer.parseInt(master.info("replication", "connected_slaves"));
        try {
            Path configuration = home.write("sentinel.conf", configuration(master));
            server =
                    new SupervisedServer(
                            "Redis Sentinel (port " + port + ")",
                            home,
                            "KILL",
                            List.of(
                                    RedisBinaries.of(home).server(),
                                    configuration.toString(),
                                    "--sentinel"),
                            () -> knows(replicas),
                            START_TIMEOUT);
        } catch (RuntimeException e) {
            home.delete();
            throw e;
        }
    }

    /** Watches a master with the replicas that are connected to it now. */
    public static RedisSentinel start(RedisServer master) {
        RedisSentinel started = new RedisSentinel(master);
        started.server.startOrRemove();
        return started;
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    public Path logFile() {
        return home.log();
    }

    /** The port of the server that is master now. */
    public int masterPort() {
        try {
            List<?> address = (List<?>) exchange("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER);
            return Integer.parseInt((String) address.get(1));
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "Cannot ask Redis Sentinel (port " + port + "): " + e.getMessage(), e);
        }
    }

    /** Shuts down in order; {@link #start()} brings it back. */
    public void stop() {
        server.stop("TERM", STOP_TIMEOUT);
    }

    /** Starts again after {@link #stop}, on the same port, with what it knew. */
    public void start() {
        server.start();
    }

    @Override
    public void close() {
        server.close();
    }

    /** One that does not know the replicas yet would have none to promote. */
    private boolean knows(int replicas) {
        try {
            return ((List<?>) exchange("SENTINEL", "REPLICAS", MASTER)).size() >= replicas;
        } catch (IOException e) {
            return false;
        }
    }

    private Object exchange(String... words) throws IOException {
        try (RedisConnection connection = new RedisConnection(HOST, port)) {
            return connection.exchange(List.of(words));
        }
    }

    private String configuration(RedisServer master) {
        String password = master.password();
        return String.join(
                "\n",
                "bind " + HOST,
                "port " + port,
                "dir " + home.folder(),
                "sentinel monitor " + MASTER + " " + HOST + " " + master.port() + " 1",
                "sentinel down-after-milliseconds " + MASTER + " 500",
                "sentinel failover-timeout " + MASTER + " 3000",
                password.isEmpty() ? "" : "sentinel auth-pass " + MASTER + " " + password,
                "");
    }
}
