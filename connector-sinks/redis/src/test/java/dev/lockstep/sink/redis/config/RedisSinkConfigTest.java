package dev.lockstep.sink.redis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class RedisSinkConfigTest {

    private static RedisSinkConfig config(String... options) {
        Map<String, String> properties = new HashMap<>();
        properties.put("connection.url", "redis://cache:7000/3");
        for (int i = 0; i < options.length; i += 2) {
            properties.put(options[i], options[i + 1]);
        }
        return new RedisSinkConfig(properties);
    }

    @Test
    void readsUrls() {
        assertThat(config().connection().servers())
                .containsExactly(new ServerUrl("cache", 7_000, false, 3));
        assertThat(config().connection().database()).isEqualTo(3);
        RedisSinkConfig sentinels =
                config(
                        "connection.url", "rediss://a, rediss://b:5",
                        "connection.mode", "sentinel",
                        "sentinel.master.name", "main");
        assertThat(sentinels.connection().servers())
                .containsExactly(
                        new ServerUrl("a", 26_379, true, -1), new ServerUrl("b", 5, true, -1));
    }

    @Test
    void refusesAPasswordInTheUrlWithoutRepeatingIt() {
        assertThatThrownBy(() -> config("connection.url", "redis://me:s3cret@cache:6379"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("connection.password")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> config("connection.url", "http://cache"))
                .hasMessageContaining("redis://");
    }

    @Test
    void knowsTheNamesOfRedisOwnConnector() {
        RedisSinkConfig config =
                new RedisSinkConfig(
                        Map.of(
                                "redis.uri", "redis://cache:6379",
                                "redis.username", "me",
                                "redis.wait.replicas", "2"));
        assertThat(config.connection().user()).isEqualTo("me");
        assertThat(config.fence().replicas()).isEqualTo(2);
    }

    @Test
    void tablesHaveTheirOwnKeysAndTimes() {
        RedisSinkConfig config =
                config(
                        "key.format", "orders=order:${id},orders=by:${email},c:${table}:${key}",
                        "ttl.ms", "5",
                        "ttl.ms.by.table", "orders:7");
        assertThat(config.keys().formats(WriteMode.WRITE))
                .extracting(KeyFormat::table)
                .containsExactly("orders", "orders", null);
        assertThat(config.writing().ttls()).containsEntry("orders", 7L);
        assertThat(config("key.format", "orders=order:${id}").keys().formats(WriteMode.WRITE))
                .last()
                .hasToString("KeyFormat[table=null, template=${table}:${key}]");
    }

    @Test
    void deletesMayBeRememberedForEver() {
        assertThat(config("delete.retention.ms", "-1").fence().retention()).isNull();
        assertThat(config().fence().retention()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        assertThatThrownBy(() -> config("connection.url", "redis://a,redis://b"))
                .hasMessageContaining("connection.mode");
        assertThatThrownBy(() -> config("connection.mode", "cluster"))
                .hasMessageContaining("only 0");
        assertThatThrownBy(() -> config("connection.mode", "sentinel"))
                .hasMessageContaining("sentinel.master.name");
        assertThatThrownBy(() -> config("pk.mode", "none")).hasMessageContaining("pk.mode");
        assertThatThrownBy(() -> config("pk.mode", "kafka", "pk.fields", "a,b"))
                .hasMessageContaining("three columns");
        assertThatThrownBy(() -> config("mode", "stream", "value.format", "json"))
                .hasMessageContaining("streams");
        assertThatThrownBy(() -> config("key.format", "${")).hasMessageContaining("key.format");
    }
}
