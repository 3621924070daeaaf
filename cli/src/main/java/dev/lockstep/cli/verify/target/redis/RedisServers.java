package dev.lockstep.cli.verify.target.redis;

import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.verify.target.Trust;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** The servers that hold a sink's keys: one, the one that Sentinels name, or those of a cluster. */
final class RedisServers implements AutoCloseable {

    private static final int SLOTS = 16_384;
    private static final int DEFAULT_PORT = 6379;

    private final Map<String, String> sink;
    private final boolean secured;
    private final Map<String, RedisConnection> connections = new HashMap<>();

    /** The connections by the first slot that they have. */
    private final TreeMap<Integer, RedisConnection> slots = new TreeMap<>();

    RedisServers(Map<String, String> sink) {
        this.sink = sink;
        String list = sink.getOrDefault("connection.url", sink.getOrDefault("redis.uri", ""));
        List<URI> all = Arrays.stream(list.split(",", -1)).map(each -> uri(each.strip())).toList();
        this.secured = "rediss".equals(all.get(0).getScheme());
        CommandException failure = null;
        for (URI server : all) {
            try {
                connect(server.getHost(), server.getPort() < 0 ? DEFAULT_PORT : server.getPort());
                return;
            } catch (CommandException e) {
                failure = failure == null ? e : failure;
            }
        }
        close();
        throw failure;
    }

    private void connect(String host, int port) {
        switch (sink.getOrDefault("connection.mode", "standalone")) {
            case "cluster" -> cluster(host, port);
            case "sentinel" -> master(host, port);
            default -> slots.put(0, connection(host, port));
        }
    }

    private static URI uri(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("rediss?")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // As below; its words repeat the text, which may hold a password.
        }
        throw new CommandException(
                "Cannot reach the target: the sink's connection.url is no redis:// URL. Give one"
                        + " with --target-url if the worker looks it up.");
    }

    private RedisConnection connection(String host, int port) {
        return connections.computeIfAbsent(
                host + ":" + port,
                added -> {
                    RedisConnection connection = open(host, port);
                    login(connection, "connection.username", "connection.password");
                    String database = sink.getOrDefault("connection.database", "0");
                    if (!database.equals("0")) {
                        connection.ask("SELECT", database);
                    }
                    return connection;
                });
    }

    private RedisConnection open(String host, int port) {
        SSLContext tls = secured ? Trust.of(sink) : null;
        String check = sink.getOrDefault("ssl.endpoint.identification.algorithm", "https");
        return RedisConnection.open(host, port, tls, !check.isEmpty());
    }

    private void login(RedisConnection connection, String user, String password) {
        String name = sink.getOrDefault(user, sink.get("redis.username"));
        String secret = sink.getOrDefault(password, sink.get("redis.password"));
        if (secret == null || secret.isEmpty()) {
            return;
        }
        if (name == null) {
            connection.ask("AUTH", secret);
        } else {
            connection.ask("AUTH", name, secret);
        }
    }

    private void master(String host, int port) {
        try (RedisConnection sentinel = open(host, port)) {
            if (sink.get("sentinel.password") != null) {
                login(sentinel, "sentinel.username", "sentinel.password");
            }
            String name = sink.getOrDefault("sentinel.master.name", "");
            Object answer = sentinel.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", name);
            if (!(answer instanceof List<?> address) || address.size() < 2) {
                throw new CommandException(
                        "Cannot reach Redis: the Sentinel knows no server " + name + ".");
            }
            slots.put(
                    0,
                    connection((String) address.get(0), Integer.parseInt((String) address.get(1))));
        }
    }

    private void cluster(String host, int port) {
        Object answer = connection(host, port).ask("CLUSTER", "SLOTS");
        for (Object range : (List<?>) answer) {
            List<?> parts = (List<?>) range;
            List<?> node = (List<?>) parts.get(2);
            String name = (String) node.get(0);
            slots.put(
                    ((Long) parts.get(0)).intValue(),
                    connection(
                            name == null || name.isEmpty() ? host : name,
                            ((Long) node.get(1)).intValue()));
        }
        if (slots.isEmpty()) {
            throw new CommandException("Cannot read from Redis: the cluster has no slots.");
        }
    }

    /** One of them, for people to name. */
    String address() {
        return slots.firstEntry().getValue().address();
    }

    /** The answers to a command for each of many keys. */
    List<Object> ask(String command, List<String> keys, List<String> more) {
        Map<RedisConnection, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            places.computeIfAbsent(of(keys.get(i)), added -> new ArrayList<>()).add(i);
        }
        Object[] answers = new Object[keys.size()];
        places.forEach(
                (connection, indexes) -> {
                    List<List<String>> commands = new ArrayList<>();
                    for (int index : indexes) {
                        List<String> parts = new ArrayList<>(List.of(command, keys.get(index)));
                        parts.addAll(more);
                        commands.add(parts);
                    }
                    List<Object> told = connection.ask(commands);
                    for (int i = 0; i < told.size(); i++) {
                        answers[indexes.get(i)] = told.get(i);
                    }
                });
        return Arrays.asList(answers);
    }

    private RedisConnection of(String key) {
        return slots.size() == 1
                ? slots.firstEntry().getValue()
                : slots.floorEntry(slot(key)).getValue();
    }

    /** By the CRC16 of what stands in braces, else of the whole key. */
    static int slot(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? -1 : key.indexOf('}', open + 1);
        String tag = close > open + 1 ? key.substring(open + 1, close) : key;
        int crc = 0;
        for (byte octet : tag.getBytes(StandardCharsets.UTF_8)) {
            crc ^= (octet & 0xFF) << 8;
            for (int i = 0; i < 8; i++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
            crc &= 0xFFFF;
        }
        return crc % SLOTS;
    }

    /** Hands over all keys that match a pattern, some of them twice. */
    void scan(String pattern, int count, Consumer<List<String>> keys) {
        for (RedisConnection connection : List.copyOf(new HashSet<>(slots.values()))) {
            String cursor = "0";
            do {
                List<?> answer =
                        (List<?>)
                                connection.ask(
                                        "SCAN",
                                        cursor,
                                        "MATCH",
                                        pattern,
                                        "COUNT",
                                        Integer.toString(count));
                cursor = (String) answer.get(0);
                List<String> found = new ArrayList<>();
                ((List<?>) answer.get(1)).forEach(key -> found.add((String) key));
                if (!found.isEmpty()) {
                    keys.accept(found);
                }
            } while (!cursor.equals("0"));
        }
    }

    @Override
    public void close() {
        connections.values().forEach(RedisConnection::close);
    }
}
