package dev.lockstep.cli.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Looks at the ends of partitions. For one thread. */
public final class LastRecords {

    private static final Duration POLL = Duration.ofMillis(200);

    /** How far to look back, for what stands at an end can be tombstones. */
    private static final int LOOK_BACK = 200;

    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final Consumer<byte[], byte[]> consumer;

    /**
     * @param consumer that nobody else uses
     */
    public LastRecords(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** The last record of each partition that is wanted, if it is near the end. */
    public Map<TopicPartition, ConsumerRecord<byte[], byte[]>> before(
            Map<TopicPartition, Long> ends, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();
        consumer.assign(ends.keySet());
        ends.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - LOOK_BACK)));
        Set<TopicPartition> open = new HashSet<>(ends.keySet());
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            open.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
            if (open.isEmpty() || System.nanoTime() > deadline) {
                return last;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (wanted.test(record)) {
                    last.put(new TopicPartition(record.topic(), record.partition()), record);
                }
            }
        }
    }
}
