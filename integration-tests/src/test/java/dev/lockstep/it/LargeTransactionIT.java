package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Transactions and waits that are larger than memory, through a worker with a heap of 256 MB. The
 * full size is {@code -Dlockstep.large.rows=10000000}.
 */
@ExtendWith(Stack.Shared.class)
class LargeTransactionIT {

    private static final int ROWS = Integer.getInteger("lockstep.large.rows", 300_000);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static KafkaBroker kafka;
    private static ConnectWorker worker;

    @BeforeAll
    static void startSmallWorker() {
        kafka =
                KafkaBroker.builder()
                        .property("group.max.session.timeout.ms", "600000")
                        .quickStart()
                        .start();
        worker =
                Stack.worker(kafka)
                        .pluginPath(Path.of(System.getProperty("lockstep.plugins")))
                        // A broker that does not answer for a while is not to cost the task.
                        .property("session.timeout.ms", "120000")
                        .property("heartbeat.interval.ms", "40000")
                        .heap("256m")
                        .jvmOption("-XX:+ExitOnOutOfMemoryError")
                        .start();
    }

    @AfterAll
    static void stop() {
        worker.close();
        kafka.close();
    }

    @Test
    void streamsATransactionThatIsLargerThanMemory(Stack stack) throws Exception {
        String name = stack.capture("CREATE TABLE big (id bigint PRIMARY KEY)").name;
        try (Capture capture = new Capture(stack, worker, name)) {
            capture.start();
            long pid = worker.pid();
            long begin = System.nanoTime();
            capture.execute("INSERT INTO big SELECT generate_series(1, " + ROWS + ")");
            long written = System.nanoTime();
            OneTransaction told = new OneTransaction(ROWS);
            readAll(name + ".public.big", told);
            System.out.printf(
                    "LargeTransactionIT: %,d rows written in %.1f s, in the topic %.1f s later%n",
                    ROWS, (written - begin) / 1e9, (System.nanoTime() - written) / 1e9);
            assertThat(told.last).as("ordinal of the event marked as last").isEqualTo(ROWS);
            assertThat(worker.pid()).isEqualTo(pid);
            assertThat(ProcessHandle.of(pid)).isPresent();
            worker.rest().awaitRunning(name, Duration.ofSeconds(5));
        }
    }

    @Test
    void keepsItsWalsenderWhileKafkaStandsStill(Stack stack) throws Exception {
        int rows = 100_000;
        String name = stack.capture("CREATE TABLE big (id bigint PRIMARY KEY, pad text)").name;
        stack.postgres.execute(
                "postgres", "ALTER DATABASE " + name + " SET wal_sender_timeout = '3s'");
        try (Capture capture = new Capture(stack, worker, name)) {
            capture.start("status.update.interval.ms", "1000");
            String walsender = capture.walsender();
            signal(kafka.pid(), "STOP");
            try {
                capture.execute(
                        "INSERT INTO big SELECT g, repeat('x', 1000) FROM generate_series(1, "
                                + rows
                                + ") g");
                // Three times what the server waits for a reader that says nothing.
                await("the walsender stays")
                        .during(Duration.ofSeconds(10))
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(250))
                        .until(() -> walsender.equals(capture.walsender()));
            } finally {
                signal(kafka.pid(), "CONT");
            }
            OneTransaction told = new OneTransaction(rows);
            readAll(name + ".public.big", told);
            assertThat(told.last).isEqualTo(rows);
            assertThat(capture.walsender()).isEqualTo(walsender);
        }
    }

    private static void signal(long pid, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor())
                .isZero();
    }

    private static void readAll(String topic, OneTransaction told) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                kafka.bootstrapServers(),
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                10_000),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (told.ordinal < told.rows) {
                assertThat(System.nanoTime())
                        .as("time to read ordinal %s", told.ordinal + 1)
                        .isLessThan(deadline);
                consumer.poll(Duration.ofMillis(200)).forEach(told::take);
            }
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            assertThat(end).as("records in the topic").isEqualTo(told.rows);
        }
    }

    /** Takes the events of a transaction, without the cost of reading all of their JSON. */
    private static final class OneTransaction {

        private final int rows;
        private long ordinal;
        private long last;

        OneTransaction(int rows) {
            this.rows = rows;
        }

        void take(ConsumerRecord<byte[], byte[]> event) {
            String json = new String(event.value(), StandardCharsets.ISO_8859_1);
            long found = number(json, "\"ordinal\":");
            if (found != ordinal + 1) {
                throw new AssertionError("After ordinal " + ordinal + " comes " + found);
            }
            ordinal = found;
            if (json.contains("\"last\":true")) {
                assertThat(last).as("event marked as last before " + found).isZero();
                last = found;
            }
        }

        private static long number(String json, String name) {
            int begin = json.indexOf(name) + name.length();
            int end = begin;
            while (Character.isDigit(json.charAt(end))) {
                end++;
            }
            return Long.parseLong(json.substring(begin, end));
        }
    }
}
