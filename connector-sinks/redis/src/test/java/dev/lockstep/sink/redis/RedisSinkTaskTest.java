package dev.lockstep.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.embedded.RedisServer;
import dev.lockstep.event.GoldenEvent;
import dev.lockstep.event.GoldenEvents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;

/** The golden events as a worker hands them to a task. */
class RedisSinkTaskTest {

    private static final TopicPartition PARTITION = new TopicPartition(GoldenEvents.ORDERS, 0);

    private static RedisServer server;

    private final RedisSinkTask task = new RedisSinkTask();

    @BeforeAll
    static void start() {
        server = RedisServer.builder().start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void stopTask() {
        task.close(Set.of(PARTITION));
        task.stop();
        server.command("FLUSHALL");
    }

    private void run(Map<String, String> options, String... events) {
        Map<String, String> all = new HashMap<>(options);
        all.put("name", "cache");
        all.put("topics", GoldenEvents.ORDERS);
        all.put("connection.url", "redis://" + server.host() + ":" + server.port());
        task.initialize(new Context());
        task.start(all);
        task.open(Set.of(PARTITION));
        task.put(records(events));
        await().until(() -> committed(events.length) == events.length);
    }

    private long committed(long position) {
        task.put(List.of());
        OffsetAndMetadata offset =
                task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(position))).get(PARTITION);
        return offset == null ? -1 : offset.offset();
    }

    @Test
    void eventsBecomeValuesAndOffsetsAreCommittedBehindThem() {
        run(Map.of(), "insert", "update");
        assertThat(server.command("GET", "orders:7"))
                .asString()
                .contains("\"paid\":true", "\"customer\":\"Žofie\"", "12345678901234567.89");
    }

    @Test
    void keysOfOtherColumnsFollowTheirRow() {
        run(Map.of("key.format", "order:${id},paid:${paid}:${id}"), "insert", "update");
        assertThat(server.command("EXISTS", "order:7", "paid:true:7")).isEqualTo(2L);
        assertThat(server.command("EXISTS", "paid:false:7")).isEqualTo(0L);
    }

    @Test
    void subscribersAreToldOfKeys() {
        try (Connection subscriber = new Connection(server.host(), server.port())) {
            subscriber.sendCommand(Protocol.Command.SUBSCRIBE, "changes");
            subscriber.getOne();
            run(
                    Map.of("mode", "publish", "channel.format", "changes", "key.format", "o:${id}"),
                    "insert",
                    "truncate");
            assertThat(text(subscriber.getOne()))
                    .startsWith(
                            "{\"op\":\"c\",\"table\":\"orders\",\"keys\":[\"o:7\"],\"position\":");
            assertThat(text(subscriber.getOne()))
                    .startsWith("{\"op\":\"t\",\"table\":\"orders\",\"keys\":[],\"position\":");
        }
    }

    private static String text(Object message) {
        return new String((byte[]) ((List<?>) message).get(2), StandardCharsets.UTF_8);
    }

    private static List<SinkRecord> records(String... names) {
        List<SinkRecord> records = new ArrayList<>();
        for (String name : names) {
            GoldenEvent event = GoldenEvents.named(name);
            SchemaAndValue key = read(event.keyJsonWithSchema(), true);
            SchemaAndValue value = read(event.valueJsonWithSchema(), false);
            records.add(
                    new SinkRecord(
                            GoldenEvents.ORDERS,
                            0,
                            key.schema(),
                            key.value(),
                            value.schema(),
                            value.value(),
                            records.size(),
                            0L,
                            TimestampType.CREATE_TIME));
        }
        return records;
    }

    private static SchemaAndValue read(Optional<byte[]> json, boolean key) {
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", true), key);
            return json.map(bytes -> converter.toConnectData("topic", bytes))
                    .orElse(SchemaAndValue.NULL);
        }
    }

    /** A worker's side that has nothing to say. */
    private static final class Context implements SinkTaskContext {

        @Override
        public Map<String, String> configs() {
            return Map.of();
        }

        @Override
        public void offset(Map<TopicPartition, Long> offsets) {}

        @Override
        public void offset(TopicPartition partition, long offset) {}

        @Override
        public void timeout(long millis) {}

        @Override
        public Set<TopicPartition> assignment() {
            return Set.of(PARTITION);
        }

        @Override
        public void pause(TopicPartition... partitions) {}

        @Override
        public void resume(TopicPartition... partitions) {}

        @Override
        public void requestCommit() {}

        @Override
        public ErrantRecordReporter errantRecordReporter() {
            return null;
        }

        @Override
        public PluginMetrics pluginMetrics() {
            throw new NoSuchMethodError("a worker before Kafka 4.1");
        }
    }
}
