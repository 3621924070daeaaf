package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.embedded.Broker;
import dev.lockstep.embedded.ConnectRest.Instance;
import dev.lockstep.embedded.ConnectWorker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.core.ConditionTimeoutException;

/** A sink connector in a worker, whatever its target. */
final class Sink implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    final String name;
    private final ConnectWorker worker;

    Sink(ConnectWorker worker, String name) {
        this.worker = worker;
        this.name = name;
    }

    /** The configuration of a sink of all topics with a prefix, with more options as key, value. */
    static Map<String, String> config(String connector, String prefix, String... options) {
        Map<String, String> config = new TreeMap<>();
        config.put("connector.class", connector);
        config.put("tasks.max", "1");
        config.put("topics.regex", prefix + "\\..*");
        // New topics are found at once.
        config.put("consumer.override.metadata.max.age.ms", "500");
        config.put("consumer.override.auto.offset.reset", "earliest");
        config.put("consumer.override.isolation.level", "read_committed");
        // The group notices a killed consumer as soon as the broker lets it.
        config.put("consumer.override.session.timeout.ms", "6000");
        config.put("consumer.override.heartbeat.interval.ms", "1000");
        config.put("retry.backoff.ms", "50");
        config.put("retry.backoff.max.ms", "500");
        for (int i = 0; i < options.length; i += 2) {
            config.put(options[i], options[i + 1]);
        }
        return config;
    }

    Sink start(Map<String, String> config) {
        worker.rest().configure(name, config);
        worker.rest().awaitRunning(name, Duration.ofSeconds(60));
        return this;
    }

    /** A failed task applies nothing more. */
    void checkAlive() {
        for (Instance task : worker.rest().status(name).tasks()) {
            if (task.state().equals("FAILED")) {
                throw new AssertionError("Connector " + name + " failed: " + task.trace());
            }
        }
    }

    /** Waits until the task has failed, and returns why. */
    String awaitFailure() {
        return await("failure of " + name)
                .atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                worker.rest().status(name).tasks().stream()
                                        .filter(task -> task.state().equals("FAILED"))
                                        .map(Instance::trace)
                                        .findFirst()
                                        .orElse(""),
                        trace -> !trace.isEmpty());
    }

    /** Waits until the target is as it should be. */
    void awaitEqual(Object wanted, Callable<?> found) throws Exception {
        try {
            await("the target is equal")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(
                            () -> {
                                checkAlive();
                                return wanted.equals(found.call());
                            });
        } catch (ConditionTimeoutException e) {
            checkAlive();
            assertThat((Object) found.call()).isEqualTo(wanted);
        }
    }

    /** Has the task stop; it is gone when this returns. */
    void stop() {
        worker.rest().stop(name);
        await(name + " has stopped")
                .atMost(PATIENCE)
                .until(() -> worker.rest().status(name).tasks().isEmpty());
    }

    void resume() {
        worker.rest().resume(name);
    }

    /** The committed offsets by topic, all of which have one partition. */
    Map<String, Long> offsets() {
        Map<String, Long> offsets = new TreeMap<>();
        for (JsonNode each : worker.rest().offsets(name)) {
            offsets.put(
                    each.path("partition").path("kafka_topic").asText(),
                    each.path("offset").path("kafka_offset").asLong());
        }
        return offsets;
    }

    /** Stops, starts each topic from another offset, and goes on. */
    void replay(Map<String, Long> offsets) {
        stop();
        // The group takes a moment to notice that its members have left.
        await("offsets of " + name)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> {
                            offsets.forEach(this::alter);
                            return true;
                        });
        resume();
    }

    private void alter(String topic, long offset) {
        worker.rest()
                .alterOffset(
                        name,
                        Map.of("kafka_topic", topic, "kafka_partition", 0),
                        Map.of("kafka_offset", offset));
    }

    /** Applies everything once more, from the beginning. */
    void replayAll() {
        replay(offsets().keySet().stream().collect(Collectors.toMap(topic -> topic, topic -> 0L)));
    }

    /** Waits until everything that is in topics with a prefix now is applied and committed. */
    void awaitCaughtUp(Broker kafka, String prefix) {
        Map<String, Long> ends = ends(kafka.bootstrapServers(), prefix);
        try {
            await(name + " has caught up")
                    .atMost(PATIENCE)
                    .until(
                            () -> {
                                checkAlive();
                                Map<String, Long> offsets = offsets();
                                return ends.entrySet().stream()
                                        .allMatch(
                                                end ->
                                                        offsets.getOrDefault(end.getKey(), 0L)
                                                                >= end.getValue());
                            });
        } catch (ConditionTimeoutException e) {
            checkAlive();
            assertThat(offsets()).isEqualTo(ends);
        }
    }

    private static Map<String, Long> ends(String bootstrapServers, String prefix) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            Map<String, Long> ends = new TreeMap<>();
            List<TopicPartition> topics =
                    consumer.listTopics().keySet().stream()
                            .filter(topic -> topic.startsWith(prefix + "."))
                            .map(topic -> new TopicPartition(topic, 0))
                            .toList();
            consumer.endOffsets(topics).forEach((topic, end) -> ends.put(topic.topic(), end));
            return ends;
        }
    }

    @Override
    public void close() {
        worker.rest().delete(name);
    }
}
