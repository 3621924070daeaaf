package dev.lockstep.cli.shop;

import dev.lockstep.cli.topic.EventDecoder;
import dev.lockstep.event.ChangeEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the events of some single-partition topics from their beginning. */
public final class EventReader implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EventDecoder decoder = new EventDecoder();

    public EventReader(String bootstrapServers, List<String> topics) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        Map<String, Object> properties =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest");
        consumer = new KafkaConsumer<>(properties, bytes, bytes);
        consumer.assign(topics.stream().map(topic -> new TopicPartition(topic, 0)).toList());
    }

    /** What arrives within this time, topic by topic; tombstones are left out. */
    public List<ReceivedEvent> poll(Duration atMost) {
        List<ReceivedEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(atMost)) {
            if (message.value() != null) {
                events.add(read(message));
            }
        }
        return events;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private ReceivedEvent read(ConsumerRecord<byte[], byte[]> message) {
        Map<?, ?> key = decoder.object(message.key());
        ChangeEvent change = decoder.event(message.value()).orElseThrow(() -> unreadable(message));
        return new ReceivedEvent(
                message.topic(),
                message.offset(),
                key == null ? Map.of() : key,
                change,
                ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }

    private static ShopException unreadable(ConsumerRecord<byte[], byte[]> message) {
        return new ShopException(
                "Cannot read a record ("
                        + message.topic()
                        + ", offset "
                        + message.offset()
                        + "): it is not a change event in JSON. Leave the converters of the"
                        + " example configuration in place.");
    }
}
