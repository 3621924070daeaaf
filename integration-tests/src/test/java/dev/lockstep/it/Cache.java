package dev.lockstep.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.Redis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keys of the shared Redis and the sink connector that keeps them equal to a captured database. */
final class Cache implements AutoCloseable {

    static final String CONNECTOR = "dev.lockstep.sink.redis.RedisSinkConnector";

    final Sink sink;
    private final Redis server;
    private final Capture source;
    private final String prefix;

    /**
     * @param use tells several caches of one database apart
     */
    Cache(ConnectWorker worker, Redis server, Capture source, String use) {
        this.sink = new Sink(worker, source.name + "_" + use);
        this.server = server;
        this.source = source;
        this.prefix = source.name + "-" + use + ":";
    }

    /** With more options as key, value. */
    Cache start(String... options) {
        sink.start(config(options));
        return this;
    }

    Map<String, String> config(String... options) {
        Map<String, String> config = Sink.config(CONNECTOR, source.name, options);
        config.put("connection.url", "redis://" + server.host() + ":" + server.port());
        config.put("connection.password", Stack.REDIS_PASSWORD);
        config.putIfAbsent("key.format", prefix + "${table}:${key}");
        return config;
    }

    /** What the keys of a table begin with. */
    String prefix(String table) {
        return prefix + table.replace("\"", "") + ":";
    }

    /**
     * Waits until the keys of a table hold its rows as JSON, and no others are there.
     *
     * @param key what the rows' keys end with, as SQL
     */
    void awaitTexts(String table, String key) throws Exception {
        sink.awaitEqual(Documents.of(source, table, key), () -> texts(prefix(table)));
    }

    /** The same of hashes. */
    void awaitHashes(String table, String key) throws Exception {
        Map<String, JsonNode> wanted = Documents.of(source, table, key);
        sink.awaitEqual(wanted, () -> hashes(prefix(table), wanted));
    }

    /** The JSON at keys with a prefix, by what they end with. */
    Map<String, JsonNode> texts(String prefix) throws JsonProcessingException {
        Map<String, JsonNode> found = new TreeMap<>();
        for (String key : keys(prefix)) {
            if (server.command("GET", key) instanceof String text) {
                found.put(key.substring(prefix.length()), Documents.row(text));
            }
        }
        return found;
    }

    /** The hashes at keys with a prefix, by what they end with, read like the rows wanted. */
    Map<String, JsonNode> hashes(String prefix, Map<String, JsonNode> wanted)
            throws JsonProcessingException {
        Map<String, JsonNode> found = new TreeMap<>();
        for (String key : keys(prefix)) {
            String id = key.substring(prefix.length());
            List<?> all = (List<?>) server.command("HGETALL", key);
            Map<String, String> fields = new HashMap<>();
            for (int i = 0; i < all.size(); i += 2) {
                fields.put((String) all.get(i), (String) all.get(i + 1));
            }
            if (!fields.isEmpty()) {
                found.put(id, Documents.row(fields, wanted.get(id)));
            }
        }
        return found;
    }

    private List<String> keys(String prefix) {
        List<String> keys = new ArrayList<>();
        for (Object key : (List<?>) server.command("KEYS", prefix + "*")) {
            keys.add((String) key);
        }
        return keys;
    }

    /** Whether a key is there. */
    boolean has(String key) {
        return server.command("EXISTS", key).equals(1L);
    }

    @Override
    public void close() {
        sink.close();
    }
}
