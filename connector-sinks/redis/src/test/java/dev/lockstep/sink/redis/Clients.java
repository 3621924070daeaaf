package dev.lockstep.sink.redis;

import dev.lockstep.embedded.RedisCluster;
import dev.lockstep.embedded.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.JedisClusterCRC16;

/** What an application has: a connection to each server, for one thread. */
final class Clients implements AutoCloseable {

    private final IntFunction<RedisServer> servers;
    private final Map<RedisServer, Connection> connections = new HashMap<>();

    private Clients(IntFunction<RedisServer> servers) {
        this.servers = servers;
    }

    static Clients of(RedisServer server) {
        return new Clients(slot -> server);
    }

    static Clients of(RedisCluster cluster) {
        return new Clients(cluster::master);
    }

    /** Runs a command at the server that has a key. */
    Object call(String key, Protocol.Command command, String... words) {
        CommandArguments arguments = new CommandArguments(command);
        for (String word : words) {
            arguments.add(word);
        }
        return connections
                .computeIfAbsent(
                        servers.apply(JedisClusterCRC16.getSlot(key)),
                        server -> new Connection(server.host(), server.port()))
                .executeCommand(arguments);
    }

    /** A text, or null. */
    String text(String key, Protocol.Command command, String... words) {
        return call(key, command, words) instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : null;
    }

    @Override
    public void close() {
        connections.values().forEach(Connection::close);
    }
}
