package dev.lockstep.cli.topic;

import dev.lockstep.cli.output.CommandException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Looks at single records of partitions. For one thread. */
public final class FirstRecords {

    /**
     * What a consumer for this is best told: little is fetched ahead, and a fetch that waits at the
     * end of a partition does not hold up the next one.
     */
    public static final Map<String, Object> SETTINGS =
            Map.of(
                    "max.partition.fetch.bytes",
                    65_536,
                    "fetch.max.wait.ms",
                    10,
                    "isolation.level",
                    "read_committed");

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration patience;

    /**
     * @param consumer that nobody else uses
     * @param patience how long to wait for all of them
     */
    public FirstRecords(Consumer<byte[], byte[]> consumer, Duration patience) {
        this.consumer = consumer;
        this.patience = patience;
    }

    /**
     * The first record at or after an offset of each partition that is wanted; without those that
     * have none.
     *
     * @throws CommandException when the brokers do not tell soon
     */
    public Map<TopicPartition, ConsumerRecord<byte[], byte[]>> from(
            Map<TopicPartition, Long> offsets, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        Map<TopicPartition, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
        consumer.assign(offsets.keySet());
        consumer.resume(offsets.keySet());
        offsets.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(offsets.keySet());
        long deadline = System.nanoTime() + patience.toNanos();
        while (isOpen(found, ends)) {
            if (System.nanoTime() > deadline) {
                throw new CommandException(
                        "Cannot read single records of "
                                + offsets.keySet().iterator().next().topic()
                                + ": the brokers took more than "
                                + patience.toSeconds()
                                + " s. Try again.");
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (TopicPartition partition : records.partitions()) {
                records.records(partition).stream()
                        .filter(wanted)
                        .findFirst()
                        .ifPresent(record -> found.put(partition, record));
                if (found.containsKey(partition)) {
                    consumer.pause(List.of(partition));
                }
            }
        }
        return found;
    }

    /** Whether a partition may have a record that has not been seen. */
    private boolean isOpen(Map<TopicPartition, ?> found, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .anyMatch(
                        entry ->
                                !found.containsKey(entry.getKey())
                                        && consumer.position(entry.getKey()) < entry.getValue());
    }
}
