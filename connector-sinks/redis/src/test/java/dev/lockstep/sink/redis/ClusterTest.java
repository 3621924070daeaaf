package dev.lockstep.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.embedded.RedisCluster;
import dev.lockstep.embedded.RedisServer;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.redis.config.RedisSinkConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A cluster whose keys move and whose nodes fail. */
class ClusterTest {

    private static RedisCluster cluster;

    private final Changes users = Changes.users();

    @BeforeAll
    static void start() {
        cluster = RedisCluster.builder().replicas(1).start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static RedisTarget target(String... options) {
        RedisServer seed = cluster.nodes().get(5);
        Map<String, String> all = new HashMap<>();
        all.put("connection.url", "redis://" + seed.host() + ":" + seed.port());
        all.put("connection.mode", "cluster");
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return new RedisTarget(new RedisSinkConfig(all), new SinkMetrics());
    }

    private static Object get(String key) {
        return at(key).command("GET", key);
    }

    private static RedisServer at(String key) {
        return cluster.master(JedisClusterCRC16.getSlot(key));
    }

    @Test
    void followsKeysThatMoveAndMastersThatAreReplaced() {
        RedisTarget target = target();
        target.apply(Changes.batch(users.at(1).upsert(1L, "a", null)));
        moves(target);
        failsOver(target);
        target.close();
    }

    private void moves(RedisTarget target) {
        int slot = JedisClusterCRC16.getSlot("users:1");
        String number = Integer.toString(slot);
        RedisServer from = cluster.master(slot);
        RedisServer to = cluster.master(slot < 8_192 ? 16_383 : 0);
        String fromId = from.command("CLUSTER", "MYID").toString();
        String toId = to.command("CLUSTER", "MYID").toString();
        to.command("CLUSTER", "SETSLOT", number, "IMPORTING", fromId);
        from.command("CLUSTER", "SETSLOT", number, "MIGRATING", toId);
        migrate(from, to, "users:1");
        assertThatThrownBy(() -> target.apply(Changes.batch(users.at(2).upsert(1L, "b", null))))
                .as("only one of key and position is there")
                .isInstanceOf(TargetException.Transient.class);
        migrate(from, to, "lockstep{users:1}");
        target.apply(Changes.batch(users.at(3).upsert(1L, "asked for", null)));
        assertThat(get("users:2")).isNull();
        for (RedisServer node : List.of(to, from)) {
            node.command("CLUSTER", "SETSLOT", number, "NODE", toId);
        }
        target.apply(Changes.batch(users.at(4).upsert(1L, "moved", null)));
        assertThat(to.command("GET", "users:1")).asString().contains("moved");
        assertThat(to.command("GET", "lockstep{users:1}")).isEqualTo("0000000000000000004");
    }

    private static void migrate(RedisServer from, RedisServer to, String key) {
        from.command("MIGRATE", to.host(), Integer.toString(to.port()), key, "0", "5000");
    }

    private void failsOver(RedisTarget target) {
        List<Change> rows = new ArrayList<>();
        for (long id = 100; id < 1_100; id++) {
            rows.add(users.at(id).upsert(id, "a", null));
        }
        target.apply(Changes.batch(rows));
        RedisServer lost = cluster.nodes().get(1);
        lost.kill();
        List<Change> more = new ArrayList<>();
        for (long id = 100; id < 1_100; id++) {
            more.add(users.at(id + 5_000).upsert(id, "b", null));
        }
        assertThat(Insistence.apply(target, Changes.batch(more))).isNotEmpty();
        for (long id = 100; id < 1_100; id++) {
            String key = "users:" + id;
            RedisServer node = at(key);
            RedisServer now = node.equals(lost) ? cluster.replicaOf(lost) : node;
            if (JedisClusterCRC16.getSlot(key) != JedisClusterCRC16.getSlot("users:1")) {
                assertThat(now.command("GET", key)).asString().contains("\"b\"");
            }
        }
        lost.start();
    }

    @Test
    void keysOfOneTagShareACall() {
        RedisTarget target = target("key.format", "{${table}}:${key}");
        Changes orders = new Changes("orders", "id", Schema.INT32_SCHEMA);
        List<Change> rows = new ArrayList<>();
        for (int id = 0; id < 500; id++) {
            rows.add(orders.at(id).upsert(id));
        }
        Insistence.apply(target, Changes.batch(rows));
        Insistence.apply(target, Changes.batch(orders.at(1_000).truncate(), orders.upsert(7)));
        Insistence.apply(target, Changes.batch(rows));
        assertThat((List<?>) at("{orders}").command("KEYS", "{orders}*")).hasSize(1);
        target.close();
    }

    @Test
    void aKeyWithABraceButNoTagIsRefused() {
        RedisTarget target = target("key.format", "${table}:${name}");
        Change bad = users.upsert(1L, "a}b", null);
        assertThatThrownBy(() -> target.apply(Changes.batch(bad)))
                .isInstanceOf(TargetException.Refused.class)
                .hasMessageContaining("hash tag");
        target.close();
    }
}
