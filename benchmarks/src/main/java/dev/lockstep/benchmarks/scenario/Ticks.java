package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Latencies;
import dev.lockstep.benchmarks.measure.Round;
import dev.lockstep.benchmarks.stage.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Transactions that are due at fixed times, and a consumer that notes when the event of each is
 * there. A tick's number, the key of its row, says when it was due.
 */
final class Ticks implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    /** Until all writers are connected. */
    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Stage stage;
    private final String database;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private long last;

    private Ticks(Stage stage, String database, KafkaConsumer<byte[], byte[]> consumer) {
        this.stage = stage;
        this.database = database;
        this.consumer = consumer;
    }

    static Ticks open(Stage stage, String database, String topic) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", stage.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
        return new Ticks(stage, database, consumer);
    }

    /** Makes so many transactions at this rate and waits for all of their events. */
    Round measure(int count, int perSecond) throws Exception {
        long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        Schedule schedule = new Schedule(last + 1, count, System.nanoTime() + LEAD_NANOS, interval);
        last += count;
        Latencies arrivals = new Latencies();
        try (OpenLoop loop = OpenLoop.start(stage.postgres(), database, schedule)) {
            await(schedule, arrivals);
            Latencies commits = loop.end();
            return arrivals.addTo(Round.of(Figure.COMMIT_P50, commits.percentile(50)))
                    .with(Figure.COMMIT_P99, commits.percentile(99));
        }
    }

    private void await(Schedule schedule, Latencies arrivals) {
        long progress = System.nanoTime();
        while (arrivals.count() < schedule.count()) {
            for (ConsumerRecord<byte[], byte[]> event : consumer.poll(POLL)) {
                progress = System.nanoTime();
                arrivals.record(progress - schedule.due(number(event.key())));
            }
            if (System.nanoTime() - progress > PATIENCE_NANOS) {
                throw new IllegalStateException(
                        "Of "
                                + schedule.count()
                                + " transactions "
                                + arrivals.count()
                                + " have arrived, and no more for a minute");
            }
        }
    }

    /** The digits of a key such as {@code {"id":17}}. */
    private static long number(byte[] key) {
        String text = new String(key, StandardCharsets.US_ASCII);
        return Long.parseLong(text.replaceAll("\\D", ""));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
