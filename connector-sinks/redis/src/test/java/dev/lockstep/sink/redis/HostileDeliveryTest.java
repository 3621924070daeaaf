package dev.lockstep.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.RedisCluster;
import dev.lockstep.embedded.RedisServer;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.redis.History.Row;
import dev.lockstep.sink.redis.History.State;
import dev.lockstep.sink.redis.config.RedisSinkConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/**
 * Two tasks deliver the same history at once, each with stale stretches in between, while others
 * read. No key may ever be seen as it was before what has been seen of it, or be there although it
 * had been seen gone; and in the end all is as the history has it.
 */
class HostileDeliveryTest {

    private static final int CHANGES = 8_000;
    private static final int MAX_BATCH = 200;

    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":(\\d+)");

    private static RedisServer server;
    private static RedisCluster cluster;

    private final long seed = Long.getLong("lockstep.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger delivering = new AtomicInteger();

    /** How many changes the source has committed: no less than have been delivered. */
    private final AtomicInteger committed = new AtomicInteger();

    @BeforeAll
    static void start() {
        server = RedisServer.builder().start();
        cluster = RedisCluster.builder().start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        server.close();
    }

    @Test
    void textsAreNeverTakenBack() throws Exception {
        written("string", single(), () -> Clients.of(server));
    }

    @Test
    void hashesAreNeverTakenBack() throws Exception {
        written("hash", single(), () -> Clients.of(server));
    }

    @Test
    void textsOfAClusterAreNeverTakenBack() throws Exception {
        written("string", several(), () -> Clients.of(cluster));
    }

    @Test
    void hashesOfAClusterAreNeverTakenBack() throws Exception {
        written("hash", several(), () -> Clients.of(cluster));
    }

    @Test
    void aFilledCacheIsNeverTakenBack() throws Exception {
        invalidated(single(), () -> Clients.of(server));
    }

    @Test
    void aFilledCacheInAClusterIsNeverTakenBack() throws Exception {
        invalidated(several(), () -> Clients.of(cluster));
    }

    private static Map<String, String> single() {
        server.command("FLUSHALL");
        return new HashMap<>(Map.of("connection.url", url(server)));
    }

    private static Map<String, String> several() {
        cluster.nodes().forEach(node -> node.command("FLUSHALL"));
        return new HashMap<>(
                Map.of(
                        "connection.url",
                        url(cluster.nodes().get(0)) + "," + url(cluster.nodes().get(1)),
                        "connection.mode",
                        "cluster"));
    }

    private static String url(RedisServer each) {
        return "redis://" + each.host() + ":" + each.port();
    }

    private void written(String format, Map<String, String> options, Supplier<Clients> clients)
            throws Exception {
        System.out.println("seed " + seed);
        options.put("value.format", format);
        History history = History.of(random, CHANGES, true);
        List<Future<?>> all = deliver(history, options);
        all.add(threads.submit(() -> watch(history, format, clients)));
        for (Future<?> each : all) {
            each.get();
        }
        try (Clients client = clients.get()) {
            for (long id = 0; id < history.keys(); id++) {
                assertThat(read(client, format, id))
                        .as("row %d, seed %d", id, seed)
                        .isEqualTo(history.after(CHANGES, id));
            }
        }
    }

    private void invalidated(Map<String, String> options, Supplier<Clients> clients)
            throws Exception {
        System.out.println("seed " + seed);
        options.put("mode", "invalidate");
        History history = History.of(random, CHANGES, false);
        List<Future<?>> all = deliver(history, options);
        for (int i = 0; i < 2; i++) {
            SplittableRandom own = random.split();
            all.add(threads.submit(() -> fill(history, own, clients)));
        }
        all.add(threads.submit(() -> watchCache(history, clients)));
        for (Future<?> each : all) {
            each.get();
        }
        try (Clients client = clients.get()) {
            for (long id = 0; id < history.keys(); id++) {
                Row cached = read(client, "string", id);
                assertThat(cached == null ? history.after(CHANGES, id) : cached)
                        .as("row %d, seed %d", id, seed)
                        .isEqualTo(history.after(CHANGES, id));
            }
        }
    }

    private List<Future<?>> deliver(History history, Map<String, String> options) {
        List<Future<?>> tasks = new ArrayList<>();
        delivering.set(2);
        for (int i = 0; i < 2; i++) {
            SplittableRandom own = random.split();
            tasks.add(
                    threads.submit(
                            () -> {
                                try {
                                    deliver(history.changes(), options, own);
                                } finally {
                                    delivering.decrementAndGet();
                                }
                            }));
        }
        return tasks;
    }

    /** In order, but now and then some of what has been delivered comes once more. */
    private void deliver(List<Change> changes, Map<String, String> options, SplittableRandom own) {
        RedisTarget target = new RedisTarget(new RedisSinkConfig(options), new SinkMetrics());
        try {
            int next = 0;
            while (next < changes.size()) {
                int end = Math.min(changes.size(), next + own.nextInt(1, MAX_BATCH));
                committed.accumulateAndGet(end, Math::max);
                target.apply(Changes.batch(changes.subList(next, end)));
                next = end;
                if (own.nextInt(3) == 0) {
                    int from = own.nextInt(next);
                    int to = own.nextInt(from, Math.min(next, from + 2 * MAX_BATCH)) + 1;
                    target.apply(Changes.batch(changes.subList(from, to)));
                }
            }
        } finally {
            target.close();
        }
    }

    /** Follows what becomes of rows: each observation is no older than the one before. */
    private void watch(History history, String format, Supplier<Clients> clients) {
        int[] seen = new int[history.keys()];
        try (Clients client = clients.get()) {
            boolean last;
            do {
                last = delivering.get() == 0;
                for (int id = 0; id < seen.length; id++) {
                    Row row = read(client, format, id);
                    List<State> states = history.states(id);
                    int from = seen[id];
                    while (seen[id] < states.size()
                            && !Objects.equals(states.get(seen[id]).row(), row)) {
                        seen[id]++;
                    }
                    assertThat(seen[id])
                            .as("%s after %s, seed %d", row, states.get(from), seed)
                            .isLessThan(states.size());
                }
            } while (!last);
        }
    }

    /**
     * A cache may lack a row, but what is in it is no older than what was, nor than the latest
     * change that it has been told of.
     */
    private void watchCache(History history, Supplier<Clients> clients) {
        long[] seen = new long[history.keys()];
        try (Clients client = clients.get()) {
            boolean last;
            do {
                last = delivering.get() == 0;
                for (int id = 0; id < seen.length; id++) {
                    String key = "rows:" + id;
                    List<?> both =
                            (List<?>) client.call(key, Command.MGET, key, "lockstep{" + key + "}");
                    if (both.get(0) != null) {
                        Row row = row(text(both.get(0)));
                        assertThat(row.at())
                                .as("row %d, seed %d", id, seed)
                                .isGreaterThanOrEqualTo(seen[id])
                                .isGreaterThanOrEqualTo(
                                        both.get(1) == null
                                                ? 0
                                                : Long.parseLong(text(both.get(1))));
                        seen[id] = row.at();
                    }
                }
            } while (!last);
        }
    }

    /** What an application does that misses a row in its cache. */
    private void fill(History history, SplittableRandom own, Supplier<Clients> clients) {
        String script = script();
        int filled = 0;
        try (Clients client = clients.get()) {
            while (delivering.get() > 0) {
                long id = own.nextInt(history.keys());
                String key = "rows:" + id;
                String side = "lockstep{" + key + "}";
                if (client.text(key, Command.GET, key) != null) {
                    continue;
                }
                String token = client.text(key, Command.GET, side);
                Row row = history.after(committed.get(), id);
                for (int pause = own.nextInt(20); pause > 0; pause--) {
                    client.call(key, Command.PING);
                }
                if (row != null) {
                    Object done =
                            client.call(
                                    key,
                                    Command.EVAL,
                                    script,
                                    "2",
                                    key,
                                    side,
                                    token == null ? "" : token,
                                    row.json(),
                                    "");
                    filled += ((Long) done).intValue();
                }
            }
        }
        assertThat(filled).as("seed %d", seed).isPositive();
    }

    private static String script() {
        try (InputStream in = HostileDeliveryTest.class.getResourceAsStream("fence/fill.lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Row read(Clients client, String format, long id) {
        String key = "rows:" + id;
        if (format.equals("string")) {
            String text = client.text(key, Command.GET, key);
            return text == null ? null : row(text);
        }
        List<?> fields = (List<?>) client.call(key, Command.HGETALL, key);
        Map<String, Long> columns = new HashMap<>();
        for (int i = 0; i < fields.size(); i += 2) {
            columns.put(text(fields.get(i)), Long.parseLong(text(fields.get(i + 1))));
        }
        return columns.isEmpty() ? null : row(columns);
    }

    private static Row row(String json) {
        Map<String, Long> columns = new HashMap<>();
        Matcher member = MEMBER.matcher(json);
        while (member.find()) {
            columns.put(member.group(1), Long.parseLong(member.group(2)));
        }
        return row(columns);
    }

    private static Row row(Map<String, Long> columns) {
        return new Row(columns.get("id"), columns.get("at"), columns.get("big"));
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
