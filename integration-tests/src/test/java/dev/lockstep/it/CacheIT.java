package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.Redis;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From PostgreSQL through Kafka into Redis: keys hold the rows, or hold nothing that is old. */
@ExtendWith(Stack.Shared.class)
class CacheIT {

    private static final String PRODUCT =
            "CREATE TABLE product (id int PRIMARY KEY, category_id int, name text)";

    private static final String ORDERS =
            "CREATE TABLE orders (id int PRIMARY KEY, customer_id int)";

    private final Stack stack;

    CacheIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void everyKindOfTableAndChangeArrivesAsTextsAndAsHashes() throws Exception {
        try (Capture capture = stack.capture(Catalog.ddl());
                Cache texts = new Cache(stack.worker, stack.redis(), capture, "texts");
                Cache hashes = new Cache(stack.worker, stack.redis(), capture, "hashes")) {
            Catalog catalog = new Catalog(capture);
            catalog.fill();
            capture.start(
                    Replica.withSchemas("snapshot.mode", "initial", "skipped.operations", "none"));
            texts.start(Replica.WITH_SCHEMAS);
            hashes.start(Replica.withSchemas("value.format", "hash"));
            awaitEqual(texts, hashes);
            catalog.change();
            awaitEqual(texts, hashes);
            catalog.alter();
            awaitEqual(texts, hashes);
        }
    }

    private static void awaitEqual(Cache texts, Cache hashes) throws Exception {
        for (Catalog.Table table : Catalog.TABLES) {
            texts.awaitTexts(table.name(), table.key());
            hashes.awaitHashes(table.name(), table.key());
        }
    }

    @Test
    void rowsWithoutSchemasArriveWithTheTypesThatJsonHas() throws Exception {
        try (Capture capture = stack.capture(Catalog.simple("simple"));
                Cache cache = new Cache(stack.worker, stack.redis(), capture, "plain")) {
            capture.start();
            cache.start();
            Catalog.changeSimple(capture, "simple");
            cache.awaitTexts("simple", "id");
        }
    }

    @Test
    void theExampleOfACacheRemovesEveryKeyOfAChangedRow() throws Exception {
        try (Capture capture = stack.capture(ORDERS, "ALTER TABLE orders REPLICA IDENTITY FULL");
                Sink sink = example("postgres-redis-sink-cache").start(stack.worker, capture)) {
            Redis redis = stack.redis();
            capture.start(Replica.WITH_SCHEMAS);
            capture.execute("INSERT INTO orders VALUES (1, 1), (2, 2), (3, 3), (4, 4)");
            sink.awaitEqual(1L, () -> redis.command("EXISTS", "lockstep{order:4}"));
            List<String> keys =
                    Stream.of(1, 2, 3, 4)
                            .flatMap(id -> Stream.of("order:" + id, customer(id)))
                            .toList();
            keys.forEach(key -> redis.command("SET", key, "cached"));
            capture.execute(
                    "UPDATE orders SET customer_id = 2 WHERE id = 1",
                    "DELETE FROM orders WHERE id = 3");
            sink.awaitEqual(List.of("order:2", "order:4", customer(4)), () -> present(redis, keys));
        }
    }

    private static List<String> present(Redis redis, List<String> keys) {
        return keys.stream().filter(key -> redis.command("EXISTS", key).equals(1L)).toList();
    }

    private static String customer(int id) {
        return "customer:" + id + ":orders";
    }

    private Example example(String name) throws Exception {
        return Example.of(name)
                .with("REDIS_URL", "redis://127.0.0.1:" + stack.redis().port())
                .with("REDIS_PASSWORD", Stack.REDIS_PASSWORD);
    }

    @Test
    void theExampleOfRowsAsJsonKeepsThem() throws Exception {
        try (Capture capture = stack.capture(Catalog.simple("customer"));
                Sink sink = example("postgres-redis-sink").start(stack.worker, capture)) {
            capture.start(Replica.WITH_SCHEMAS);
            Catalog.changeSimple(capture, "customer");
            Cache cache = new Cache(stack.worker, stack.redis(), capture, "example");
            sink.awaitEqual(
                    Documents.of(capture, "customer", "id"), () -> cache.texts("customer:"));
        }
    }

    @Test
    void aStreamHasEachChangeOnceHoweverOftenItComes() throws Exception {
        try (Capture capture = stack.capture(PRODUCT);
                Cache cache = new Cache(stack.worker, stack.redis(), capture, "events")) {
            String stream = capture.name + "-events";
            capture.start(Replica.WITH_SCHEMAS);
            cache.start(Replica.withSchemas("mode", "stream", "key.format", stream));
            capture.execute(
                    "INSERT INTO product SELECT i, i, 'name' FROM generate_series(1, 100) i",
                    "UPDATE product SET name = 'other' WHERE id <= 20",
                    "DELETE FROM product WHERE id > 90");
            cache.sink.awaitEqual(130L, () -> stack.redis().command("XLEN", stream));
            cache.sink.awaitCaughtUp(stack.kafka, capture.name);
            cache.sink.replayAll();
            cache.sink.awaitCaughtUp(stack.kafka, capture.name);
            assertThat(stack.redis().command("XLEN", stream)).isEqualTo(130L);
        }
    }

    @Test
    void waitsWhileTheMemoryIsFull() throws Exception {
        Redis redis = stack.redis();
        try (Capture capture = stack.capture(PRODUCT);
                Cache cache = new Cache(stack.worker, redis, capture, "full")) {
            capture.start(Replica.WITH_SCHEMAS);
            cache.start(Replica.WITH_SCHEMAS);
            capture.execute("INSERT INTO product VALUES (0, 0, 'first')");
            cache.awaitTexts("product", "id");
            long logged = Files.size(stack.worker.logFile());
            redis.command("CONFIG", "SET", "maxmemory", "1mb");
            capture.execute(
                    "INSERT INTO product SELECT i, i, repeat('x', 2000) FROM generate_series(1,"
                            + " 1000) i");
            Stack.awaitLog(stack.worker, logged, "OOM");
            assertThat(cache.has(cache.prefix("product") + 1000)).isFalse();
            redis.command("CONFIG", "SET", "maxmemory", "0");
            cache.awaitTexts("product", "id");
        } finally {
            redis.command("CONFIG", "SET", "maxmemory", "0");
        }
    }
}
