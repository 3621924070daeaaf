package dev.lockstep.sink.redis.connection;

import dev.lockstep.sink.redis.config.ConnectionOptions;
import dev.lockstep.sink.redis.config.RedisSinkConfig;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/** Opens connections as the options want them, and knows those that are open. */
final class Dialer {

    private final JedisClientConfig servers;
    private final JedisClientConfig sentinels;
    private final Set<Node> open = ConcurrentHashMap.newKeySet();

    /** Null without TLS. */
    private final TlsSockets tls;

    Dialer(RedisSinkConfig config) {
        ConnectionOptions options = config.connection();
        tls = options.usesTls() ? new TlsSockets(config.tls()) : null;
        servers =
                common(options)
                        .user(options.user())
                        .password(options.password())
                        .database(options.database())
                        .clientName("lockstep")
                        .build();
        sentinels =
                common(options)
                        .user(options.sentinelUser())
                        .password(options.sentinelPassword())
                        .build();
    }

    private static DefaultJedisClientConfig.Builder common(ConnectionOptions options) {
        return DefaultJedisClientConfig.builder()
                .resp2()
                .autoNegotiateProtocol(false)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .connectionTimeoutMillis((int) options.connectTimeout().toMillis())
                .socketTimeoutMillis((int) options.commandTimeout().toMillis());
    }

    Node server(HostAndPort address) {
        return add(new Node(address, servers, tls));
    }

    Node sentinel(HostAndPort address) {
        return add(new Node(address, sentinels, tls));
    }

    private Node add(Node node) {
        open.removeIf(other -> !other.isUsable());
        open.add(node);
        return node;
    }

    void close(Node node) {
        open.remove(node);
        node.close();
    }

    /** Any thread. */
    void abort() {
        open.forEach(Node::close);
    }
}
