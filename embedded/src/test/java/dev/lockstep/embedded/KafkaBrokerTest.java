package dev.lockstep.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaBrokerTest {

    @Test
    void keepsItsRecordsOverRestartAndKillAndLeavesNothingBehind() throws Exception {
        Path home;
        ProcessHandle process;
        try (KafkaBroker broker = KafkaBroker.builder().quickStart().start()) {
            home = broker.logFile().getParent();
            produce(broker, "before the restart");
            broker.restart();
            produce(broker, "before the kill");
            broker.kill();
            broker.start();
            process = ProcessHandle.of(broker.pid()).orElseThrow();
            produce(broker, "after");
            assertThat(consume(broker, 3))
                    .containsExactly("before the restart", "before the kill", "after");
            assertThat(broker.cpuTime()).isPositive();
        }
        assertThat(home).doesNotExist();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void saysWhichPropertyIsWrong() {
        assertThatThrownBy(
                        () ->
                                KafkaBroker.builder()
                                        .quickStart()
                                        .property("num.io.threads", "none")
                                        .start())
                .hasMessageContaining("num.io.threads");
    }

    private static void produce(KafkaBroker broker, String value) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("topic", value)).get();
        }
    }

    private static List<String> consume(KafkaBroker broker, int count) {
        Map<String, Object> properties =
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "auto.offset.reset",
                        "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("topic", 0)));
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(100))) {
                    values.add(each.value());
                }
            }
            return values;
        }
    }
}
