package dev.lockstep.benchmarks.contender;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads rows out of a topic as whoever writes a loader by hand does it: they are written as they
 * are in the topic, whatever their types are.
 */
public record TopicDocuments(String bootstrapServers) implements Documents {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @Override
    public void each(String topic, int rows, Taker taker) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "max.poll.records", 2000),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            int left = rows;
            while (left > 0) {
                for (ConsumerRecord<byte[], byte[]> event : consumer.poll(Duration.ofSeconds(1))) {
                    JsonNode value = JSON.readTree(event.value());
                    JsonNode row = value.path("payload").path("after");
                    row = row.isMissingNode() ? value.path("after") : row;
                    taker.take(row.path("id").asLong(), JSON.writeValueAsBytes(row));
                    left--;
                }
            }
        }
    }
}
