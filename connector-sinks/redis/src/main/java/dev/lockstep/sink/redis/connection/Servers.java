package dev.lockstep.sink.redis.connection;

import dev.lockstep.sink.redis.config.ConnectionMode;
import dev.lockstep.sink.redis.config.RedisSinkConfig;
import dev.lockstep.sink.redis.config.ServerUrl;
import java.util.List;
import redis.clients.jedis.HostAndPort;

/**
 * The servers that hold the keys, found when they are needed and anew once they were forgotten. The
 * apply thread calls, but for {@link #abort}.
 */
public interface Servers extends AutoCloseable {

    /** The servers that a configuration names. Nothing is opened yet. */
    static Servers of(RedisSinkConfig config) {
        Dialer dialer = new Dialer(config);
        ConnectionMode mode = config.connection().mode();
        List<HostAndPort> named =
                config.connection().servers().stream().map(Servers::address).toList();
        return switch (mode) {
            case STANDALONE -> new SingleServer(dialer, () -> named.get(0));
            case SENTINEL ->
                    new SingleServer(
                            dialer, new Sentinels(dialer, named, config.connection().master()));
            case CLUSTER -> new Cluster(dialer, named);
        };
    }

    private static HostAndPort address(ServerUrl url) {
        return new HostAndPort(url.host(), url.port());
    }

    /** Whether only keys of one slot can be in a command. */
    boolean hasSlots();

    /** The slot of a key; 0 for all where there are no slots. */
    int slot(byte[] key);

    /** The server that holds a slot's keys. */
    Node of(int slot);

    /** The server at an address, which a redirection named. */
    Node at(HostAndPort address);

    /** All servers that accept writes. */
    List<Node> masters();

    /** Keys have moved: finds out anew which server has which. */
    void moved();

    /** Closes all connections. The servers are found anew. */
    void forget();

    /** Any thread: what waits for a server fails. */
    void abort();

    @Override
    void close();
}
