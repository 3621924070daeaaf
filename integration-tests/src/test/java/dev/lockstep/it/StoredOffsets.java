package dev.lockstep.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.embedded.ConnectWorker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that a worker has stored as the source offset of one connector, in order. */
record StoredOffsets(List<StoredOffset> all) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One of them.
     *
     * @param endLsn 0 inside of a transaction
     */
    record StoredOffset(long timestamp, long commitLsn, long ordinal, long change, long endLsn) {

        /** Whether an event at this place was still to come after this had been stored. */
        boolean isBefore(long eventCommitLsn, long eventOrdinal) {
            if (endLsn != 0) {
                return eventCommitLsn >= endLsn;
            }
            return eventCommitLsn > commitLsn
                    || (eventCommitLsn == commitLsn && eventOrdinal > ordinal);
        }
    }

    static StoredOffsets read(String bootstrapServers, ConnectWorker worker, String connector)
            throws IOException {
        TopicPartition topic =
                new TopicPartition("connect-offsets-" + worker.restUri().getPort(), 0);
        List<StoredOffset> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            consumer.assign(List.of(topic));
            consumer.seekToBeginning(List.of(topic));
            long end = consumer.endOffsets(List.of(topic)).get(topic);
            while (consumer.position(topic) < end) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(java.time.Duration.ofMillis(100))) {
                    if (JSON.readTree(record.key()).path(0).asText().equals(connector)
                            && record.value() != null) {
                        all.add(offset(record));
                    }
                }
            }
        }
        return new StoredOffsets(all);
    }

    /** What a worker that started after this time has found. */
    Optional<StoredOffset> latestUntil(long timestamp) {
        return all.stream().filter(each -> each.timestamp() <= timestamp).reduce((a, b) -> b);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static StoredOffset offset(ConsumerRecord<byte[], byte[]> record) throws IOException {
        JsonNode value = JSON.readTree(record.value());
        return new StoredOffset(
                record.timestamp(),
                value.path("commit_lsn").asLong(),
                value.path("ordinal").asLong(),
                value.path("change").asLong(),
                value.path("end_lsn").asLong());
    }
}
