package dev.lockstep.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.embedded.RedisSentinel;
import dev.lockstep.embedded.RedisServer;
import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.redis.config.RedisSinkConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** One server that fails in each way it can. */
class ServerFailuresTest {

    private final Changes users = Changes.users();

    @Test
    void aFullServerTakesDeletesAndLaterTheRest() {
        try (RedisServer server = RedisServer.builder().start()) {
            RedisTarget target = Redis.target(server);
            List<Change> rows = new ArrayList<>();
            for (long id = 0; id < 300; id++) {
                rows.add(users.at(id + 1).upsert(id, "x".repeat(2_000), null));
            }
            target.apply(Changes.batch(rows.subList(0, 150)));
            server.command("CONFIG", "SET", "maxmemory", "1");
            Batch late = Changes.batch(rows.subList(150, 300));
            assertThatThrownBy(() -> target.apply(late))
                    .isInstanceOf(TargetException.Transient.class)
                    .hasMessageContaining("OOM");
            RedisTarget other = Redis.target(server);
            other.apply(Changes.batch(users.at(1_000).delete(7L)));
            assertThat(server.command("EXISTS", "users:7")).isEqualTo(0L);
            RedisTarget hashes = Redis.target(server, "value.format", "hash");
            assertThatThrownBy(() -> hashes.apply(Changes.batch(users.upsert(9_999L, "", null))))
                    .isInstanceOf(TargetException.Transient.class)
                    .hasMessageContaining("OOM");
            hashes.close();
            server.command("CONFIG", "SET", "maxmemory", "0");
            target.apply(late);
            assertThat(server.command("DBSIZE")).isEqualTo(599L);
            other.apply(Changes.batch(rows.get(7)));
            assertThat(server.command("EXISTS", "users:7")).isEqualTo(0L);
            target.close();
            other.close();
        }
    }

    @Test
    void aServerThatIsAReplicaForAWhileIsWaitedFor() {
        try (RedisServer server = RedisServer.builder().start()) {
            RedisTarget target = Redis.target(server);
            target.apply(Changes.batch(users.upsert(1L, "a", null)));
            server.command("REPLICAOF", server.host(), "1");
            Batch batch = Changes.batch(users.upsert(2L, "a", null), users.delete(1L));
            assertThatThrownBy(() -> target.apply(batch))
                    .isInstanceOf(TargetException.Transient.class)
                    .hasMessageContaining("READONLY");
            server.command("REPLICAOF", "NO", "ONE");
            target.apply(batch);
            assertThat(server.command("EXISTS", "users:1", "users:2")).isEqualTo(1L);
            target.close();
        }
    }

    @Test
    void aKilledServerHasWhatItHasConfirmed() {
        try (RedisServer server =
                RedisServer.builder()
                        .appendOnly()
                        .setting("appendfsync", "always")
                        .setting("aof-use-rdb-preamble", "yes")
                        .setting("rdbcompression", "no")
                        .setting("key-load-delay", "8000")
                        .start()) {
            RedisTarget target = Redis.target(server, "command.timeout.ms", "2000");
            History history = History.of(new SplittableRandom(3), 1_500, true);
            List<Change> changes = history.changes();
            List<String> failures = new ArrayList<>();
            CompletableFuture<Void> killer = null;
            for (int i = 0; i < changes.size(); i += 250) {
                if (i == 750) {
                    fill(server);
                    killer = CompletableFuture.runAsync(server::kill).thenRun(server::start);
                }
                failures.addAll(
                        Insistence.apply(target, Changes.batch(changes.subList(i, i + 250))));
            }
            killer.join();
            assertThat(failures).isNotEmpty().anyMatch(text -> text.contains("LOADING"));
            assertEqual(history, server);
            target.close();
        }
    }

    /** Makes the server take a while to load its data, with time to answer meanwhile. */
    private static void fill(RedisServer server) {
        for (int i = 0; i < 100; i++) {
            server.command("SET", "filler:" + i, "x".repeat(100_000));
        }
        server.command("BGREWRITEAOF");
        Awaitility.await()
                .until(
                        () ->
                                server.command("INFO", "persistence")
                                        .toString()
                                        .contains("aof_rewrite_in_progress:0"));
    }

    @Test
    void sentinelsTellWhereToGoOnAndReplicasHaveEverything() {
        try (RedisServer master = RedisServer.builder().start();
                RedisServer one = RedisServer.builder().replicaOf(master).start();
                RedisServer other = RedisServer.builder().replicaOf(master).start()) {
            Awaitility.await().until(() -> isConnected(one) && isConnected(other));
            try (RedisSentinel sentinel = RedisSentinel.start(master)) {
                RedisTarget target = behind(sentinel);
                History history = History.of(new SplittableRandom(5), 2_000, true);
                List<Change> changes = history.changes();
                List<String> failures = new ArrayList<>();
                for (int i = 0; i < changes.size(); i += 200) {
                    if (i == 1_000) {
                        master.kill();
                    }
                    failures.addAll(
                            Insistence.apply(target, Changes.batch(changes.subList(i, i + 200))));
                }
                assertThat(failures).isNotEmpty();
                assertEqual(history, sentinel.masterPort() == one.port() ? one : other);
                target.close();
            }
        }
    }

    private static boolean isConnected(RedisServer replica) {
        return replica.command("INFO", "replication").toString().contains("master_link_status:up");
    }

    private static RedisTarget behind(RedisSentinel sentinel) {
        return new RedisTarget(
                new RedisSinkConfig(
                        Map.of(
                                "connection.url",
                                "redis://127.0.0.1:1,redis://127.0.0.1:" + sentinel.port(),
                                "connection.mode",
                                "sentinel",
                                "sentinel.master.name",
                                RedisSentinel.MASTER,
                                "wait.replicas",
                                "1",
                                "wait.timeout.ms",
                                "300")),
                new SinkMetrics());
    }

    private static void assertEqual(History history, RedisServer server) {
        for (long id = 0; id < history.keys(); id++) {
            History.Row row = history.after(history.changes().size(), id);
            Object stored = server.command("GET", "rows:" + id);
            if (row == null) {
                assertThat(stored).as("row %d", id).isNull();
            } else {
                assertThat(stored)
                        .as("row %d", id)
                        .asString()
                        .contains("\"at\":" + row.at(), "\"big\":" + row.big());
            }
        }
    }
}
