package dev.lockstep.sink.typesense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.event.GoldenEvent;
import dev.lockstep.event.GoldenEvents;
import java.util.ArrayList;
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
import org.junit.jupiter.api.Test;

/** The golden events as a worker hands them to a task. */
class TypesenseSinkTaskTest {

    private static final TopicPartition PARTITION = new TopicPartition(GoldenEvents.ORDERS, 0);

    @Test
    void eventsBecomeDocumentsAndOffsetsAreCommittedBehindThem() {
        try (FakeServer server = new FakeServer()) {
            TypesenseSinkTask task = new TypesenseSinkTask();
            task.initialize(new Context());
            task.start(Configs.properties(server.url(), "topics", GoldenEvents.ORDERS));
            task.open(Set.of(PARTITION));
            task.put(records("insert", "update"));
            await().until(() -> committed(task, 2) == 2);
            assertThat(server.documents("orders").get("7"))
                    .containsEntry("paid", true)
                    .containsEntry("customer", "Žofie")
                    .containsEntry("price", "12345678901234567.89")
                    .containsEntry("placed_at", 1_795_169_400_123_456L);
            task.close(Set.of(PARTITION));
            task.stop();
        }
    }

    private static long committed(TypesenseSinkTask task, long position) {
        task.put(List.of());
        OffsetAndMetadata offset =
                task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(position))).get(PARTITION);
        return offset == null ? -1 : offset.offset();
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
