package dev.lockstep.it;

import dev.lockstep.embedded.Broker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** A topic that a sink reports bad records to. */
final class DeadLetters {

    private final Broker kafka;
    private final String topic;

    DeadLetters(Broker kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
    }

    /** What has a sink report to it. */
    String[] options() {
        return new String[] {
            "errors.policy", "report",
            "errors.tolerance", "all",
            "errors.deadletterqueue.topic.name", topic,
            "errors.deadletterqueue.topic.replication.factor", "1",
            "errors.deadletterqueue.context.headers.enable", "true"
        };
    }

    /** All from the beginning, once there are so many. */
    List<ConsumerRecord<String, String>> await(int count) {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            Awaitility.await("dead letters")
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
                                return found.size() >= count;
                            });
        }
        return found;
    }

    /** Why a record was reported. */
    static String reason(ConsumerRecord<String, String> letter) {
        return new String(
                letter.headers().lastHeader("__connect.errors.exception.message").value(),
                StandardCharsets.UTF_8);
    }
}
