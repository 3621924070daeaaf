package dev.lockstep.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumes topics from the beginning, as JSON. */
final class Events implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration MOMENT = Duration.ofMillis(200);

    /**
     * A record.
     *
     * @param timestamp when the producer was given it
     * @param value JSON null for a tombstone
     * @param headers by name
     */
    record Event(
            String topic,
            long offset,
            long timestamp,
            JsonNode key,
            JsonNode value,
            JsonNode headers) {

        /** As if it came from a connector with another prefix. */
        Event renamed(String prefix, String other) {
            return new Event(
                    topic,
                    offset,
                    timestamp,
                    renamed(key, prefix, other),
                    renamed(value, prefix, other),
                    renamed(headers, prefix, other));
        }

        private static JsonNode renamed(JsonNode node, String prefix, String other) {
            return json(node.toString().replace(prefix, other).getBytes(StandardCharsets.UTF_8));
        }

        String op() {
            return value.path("op").asText();
        }

        JsonNode before() {
            return value.path("before");
        }

        JsonNode after() {
            return value.path("after");
        }

        JsonNode source() {
            return value.path("source");
        }
    }

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Run now and then while records are awaited. */
    private Runnable check = () -> {};

    Events(String bootstrapServers, String prefix, String... tables) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "true"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.assign(
                Arrays.stream(tables)
                        .map(table -> new TopicPartition(prefix + "." + table, 0))
                        .toList());
    }

    /** Gives up waiting when the check throws. */
    Events checking(Runnable reasonsToStop) {
        check = reasonsToStop;
        return this;
    }

    /** Waits for this many more records, tombstones included, in the order of arrival. */
    List<Event> next(int count) {
        List<Event> events = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (events.size() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "Expected "
                                + count
                                + " records, but only "
                                + events.size()
                                + " came: "
                                + events);
            }
            List<Event> more = poll();
            if (more.isEmpty()) {
                check.run();
            }
            events.addAll(more);
        }
        return events;
    }

    /** What comes within a moment. */
    List<Event> poll() {
        List<Event> events = new ArrayList<>();
        consumer.poll(MOMENT).forEach(record -> events.add(event(record)));
        return events;
    }

    /** What is in the topics at this moment beyond what was read. */
    List<Event> rest() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        List<Event> events = new ArrayList<>();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(MOMENT).forEach(record -> events.add(event(record)));
        }
        return events;
    }

    private static Event event(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode headers = JSON.createObjectNode();
        record.headers().forEach(header -> headers.set(header.key(), json(header.value())));
        return new Event(
                record.topic(),
                record.offset(),
                record.timestamp(),
                json(record.key()),
                json(record.value()),
                headers);
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return bytes == null ? JSON.nullNode() : JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
