package dev.lockstep.cli.status;

import dev.lockstep.cli.connect.Cluster;
import dev.lockstep.cli.connect.Connector;
import dev.lockstep.cli.status.StatusReport.SinkStatus;
import dev.lockstep.cli.topic.EventDecoder;
import dev.lockstep.cli.topic.FirstRecords;
import dev.lockstep.cli.topic.TopicCatalog;
import dev.lockstep.event.ChangeEvent;
import dev.lockstep.event.Lsn;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells how far sinks are behind: by the offsets of their groups, and by the first record of each
 * partition that they have not stored.
 */
final class LagReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Cluster cluster;
    private final TopicCatalog topics;
    private final Consumer<byte[], byte[]> consumer;
    private final EventDecoder decoder = new EventDecoder();

    /** Where the logs of sources end, by the name that their events carry. */
    private final Map<String, Lsn> logEnds;

    LagReader(Cluster cluster, Map<String, Lsn> logEnds) {
        this.cluster = cluster;
        this.logEnds = logEnds;
        this.topics = new TopicCatalog(cluster);
        this.consumer = cluster.consumer(FirstRecords.SETTINGS);
    }

    SinkStatus read(Connector sink) {
        Map<TopicPartition, Long> waiting = new HashMap<>();
        long changes = 0;
        Collection<TopicPartition> partitions = partitions(sink);
        Map<TopicPartition, Long> ends = topics.ends(partitions);
        for (Map.Entry<TopicPartition, Long> stored : stored(sink, partitions).entrySet()) {
            long behind = ends.get(stored.getKey()) - stored.getValue();
            if (behind > 0) {
                changes += behind;
                waiting.put(stored.getKey(), stored.getValue());
            }
        }
        Collection<ConsumerRecord<byte[], byte[]>> oldest = oldest(waiting);
        // What is left of a partition can be no record at all: the end of a Kafka transaction.
        return oldest.isEmpty()
                ? new SinkStatus(
                        sink.group(), changes, changes == 0 ? 0L : null, changes == 0 ? 0L : null)
                : new SinkStatus(sink.group(), changes, bytes(oldest), millis(oldest));
    }

    private List<TopicPartition> partitions(Connector sink) {
        Collection<String> names = topics.of(sink);
        return names.isEmpty() ? List.of() : topics.partitions(names);
    }

    /** What has not been stored yet counts from where the partition begins. */
    private Map<TopicPartition, Long> stored(
            Connector sink, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> stored = topics.beginnings(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed =
                cluster.await(
                        "read the offsets of group " + sink.group(),
                        topics.admin()
                                .listConsumerGroupOffsets(sink.group())
                                .partitionsToOffsetAndMetadata());
        committed.forEach(
                (partition, offset) ->
                        stored.computeIfPresent(
                                partition,
                                (key, begin) ->
                                        offset == null ? begin : Math.max(begin, offset.offset())));
        return stored;
    }

    private Collection<ConsumerRecord<byte[], byte[]>> oldest(Map<TopicPartition, Long> waiting) {
        if (waiting.isEmpty()) {
            return List.of();
        }
        return cluster.call(
                        "read the oldest records that wait",
                        () -> new FirstRecords(consumer, PATIENCE).from(waiting, any -> true))
                .values();
    }

    private Long millis(Collection<ConsumerRecord<byte[], byte[]>> records) {
        long oldest = records.stream().mapToLong(this::committedAt).min().orElse(Long.MAX_VALUE);
        return Math.max(0, System.currentTimeMillis() - oldest);
    }

    private long committedAt(ConsumerRecord<byte[], byte[]> record) {
        return decoder.event(record.value())
                .map(event -> event.source().timestampMillis().orElse(record.timestamp()))
                .orElse(record.timestamp());
    }

    private Long bytes(Collection<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> decoder.event(record.value()).flatMap(this::bytesSince))
                .flatMap(Optional::stream)
                .max(Long::compare)
                .orElse(null);
    }

    private Optional<Long> bytesSince(ChangeEvent event) {
        Lsn end = event.source().name().map(logEnds::get).orElse(null);
        return end == null || event.source().commitLsn().isEmpty()
                ? Optional.empty()
                : Optional.of(Math.max(0, end.value() - event.source().commitLsn().getAsLong()));
    }

    @Override
    public void close() {
        consumer.close();
        topics.close();
    }
}
