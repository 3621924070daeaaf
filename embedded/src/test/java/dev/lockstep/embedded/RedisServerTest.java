package dev.lockstep.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class RedisServerTest {

    @Test
    void keepsDataAndPortOverRestartAndKillAndLeavesNothingBehind() {
        Path home;
        ProcessHandle process;
        try (RedisServer server =
                RedisServer.builder()
                        .appendOnly()
                        .setting("maxmemory", "50mb")
                        .password("secret")
                        .start()) {
            home = server.logFile().getParent();
            int port = server.port();
            server.command("SET", "a", "\u00e4");
            server.restart();
            server.command("RPUSH", "b", "1", "2");
            server.kill();
            assertThatThrownBy(() -> server.command("PING"))
                    .isInstanceOf(EmbeddedServerException.class);
            server.start();
            process = ProcessHandle.of(server.pid()).orElseThrow();
            assertThat(server.command("GET", "a")).isEqualTo("\u00e4");
            assertThat(server.command("LRANGE", "b", "0", "-1")).isEqualTo(List.of("1", "2"));
            assertThat(server.command("GET", "c")).isNull();
            assertThat(server.command("CONFIG", "GET", "maxmemory"))
                    .isEqualTo(List.of("maxmemory", "52428800"));
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.cpuTime()).isNotNull();
        }
        assertThat(home).doesNotExist();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void asksEveryUserForThePassword() throws Exception {
        try (RedisServer server =
                        RedisServer.builder()
                                .password("secret")
                                .user("alice on >hers ~a* +get")
                                .start();
                RedisConnection client = new RedisConnection(server.host(), server.port())) {
            assertThatThrownBy(() -> client.exchange(List.of("GET", "a")))
                    .hasMessageStartingWith("NOAUTH");
            client.exchange(List.of("AUTH", "alice", "hers"));
            assertThat(client.exchange(List.of("GET", "a"))).isNull();
            assertThatThrownBy(() -> client.exchange(List.of("SET", "a", "1")))
                    .hasMessageStartingWith("NOPERM");
        }
    }

    @Test
    void quotesTheLogOfAServerThatRefusesToStart() {
        assertThatThrownBy(() -> RedisServer.builder().setting("no-such-setting", "1").start())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("Cannot start Redis (port ")
                .hasMessageContaining("no-such-setting");
    }

    @Test
    void sentinelPromotesTheReplicaOfAKilledMaster() throws IOException {
        try (RedisServer master = RedisServer.builder().password("secret").start();
                RedisServer replica =
                        RedisServer.builder().password("secret").replicaOf(master).start()) {
            setOnReplicaToo(master);
            try (RedisSentinel sentinel = RedisSentinel.start(master)) {
                assertThat(sentinel.masterPort()).isEqualTo(master.port());
                master.kill();
                await(() -> sentinel.masterPort() == replica.port());
                await(() -> "master".equals(replica.info("replication", "role")));
                assertThat(replica.command("GET", "a")).isEqualTo("1");
                assertThat(replica.command("SET", "a", "2")).isEqualTo("OK");
            }
        }
    }

    @Test
    void clusterSharesTheSlotsAndReplacesAKilledMaster() throws IOException {
        try (RedisCluster cluster = RedisCluster.builder().replicas(1).start()) {
            assertThat(cluster.nodes()).hasSize(6).allMatch(RedisCluster::isOk);
            // The slot of "a" is 15495.
            RedisServer master = cluster.master(15_495);
            RedisServer replica = cluster.replicaOf(master);
            setOnReplicaToo(master);
            assertThatThrownBy(() -> cluster.master(0).command("GET", "a"))
                    .hasMessageContaining("MOVED 15495 127.0.0.1:" + master.port());
            master.kill();
            await(() -> "master".equals(replica.info("replication", "role")));
            await(() -> RedisCluster.isOk(replica));
            assertThat(replica.command("GET", "a")).isEqualTo("1");
        }
    }

    /** WAIT is for the writes of its own connection. */
    private static void setOnReplicaToo(RedisServer master) throws IOException {
        try (RedisConnection client = new RedisConnection(master.host(), master.port())) {
            if (!master.password().isEmpty()) {
                client.exchange(List.of("AUTH", master.password()));
            }
            client.exchange(List.of("SET", "a", "1"));
            assertThat(client.exchange(List.of("WAIT", "1", "10000"))).isEqualTo(1L);
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
