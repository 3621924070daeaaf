package dev.lockstep.cli.verify;

import dev.lockstep.cli.connect.Cluster;
import dev.lockstep.cli.connect.ConnectClient;
import dev.lockstep.cli.connect.Connector;
import dev.lockstep.cli.slot.NeededPlace;
import dev.lockstep.cli.topic.FirstRecords;
import dev.lockstep.cli.topic.TopicCatalog;
import dev.lockstep.event.Lsn;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Proves by stored offsets that a sink is past a place: the source has stored that place, so every
 * record up to it is in Kafka; and the sink has committed the offsets at which its topics ended
 * after that.
 */
public final class OffsetPassage implements Passage, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** What is asked at most so often, for two systems answer. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ConnectClient connect;
    private final Cluster cluster;
    private final Connector source;
    private final Connector sink;
    private final TopicCatalog topics;
    private final Consumer<byte[], byte[]> consumer;

    private Instant asked = Instant.MIN;
    private Lsn reached = new Lsn(0);

    /**
     * What the source had stored when the ends were read, and the ends; null while none is open.
     */
    private Lsn stored;

    private Map<TopicPartition, Long> ends;

    public OffsetPassage(ConnectClient connect, Cluster cluster, Connector source, Connector sink) {
        this.connect = connect;
        this.cluster = cluster;
        this.source = source;
        this.sink = sink;
        this.topics = new TopicCatalog(cluster);
        this.consumer = cluster.consumer(FirstRecords.SETTINGS);
    }

    @Override
    public boolean passed(Lsn at, Instant read) {
        if (reached.compareTo(at) < 0
                && Duration.between(asked, Instant.now()).compareTo(PAUSE) > 0) {
            ask(at);
            asked = Instant.now();
        }
        return reached.compareTo(at) >= 0;
    }

    private void ask(Lsn at) {
        if (stored == null) {
            Optional<Lsn> place = NeededPlace.of(connect.offsets(source.name()));
            if (place.isEmpty() || place.get().compareTo(at) < 0) {
                return;
            }
            stored = place.get();
            topics.forgetNames();
            Collection<String> names = topics.of(sink);
            ends = names.isEmpty() ? Map.of() : topics.ends(topics.partitions(names));
        }
        if (isApplied()) {
            reached = stored;
            stored = null;
        }
    }

    /**
     * Whether no record before the ends is left to commit; what is left can be no record at all.
     */
    private boolean isApplied() {
        Map<TopicPartition, OffsetAndMetadata> committed =
                cluster.await(
                        "read the offsets of group " + sink.group(),
                        topics.admin()
                                .listConsumerGroupOffsets(sink.group())
                                .partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> beginnings = topics.beginnings(List.copyOf(ends.keySet()));
        Map<TopicPartition, Long> open = new HashMap<>();
        ends.forEach(
                (partition, end) -> {
                    OffsetAndMetadata offset = committed.get(partition);
                    long next =
                            Math.max(
                                    beginnings.get(partition),
                                    offset == null ? 0 : offset.offset());
                    if (next < end) {
                        open.put(partition, next);
                    }
                });
        return open.isEmpty()
                || cluster
                        .call(
                                "read the oldest records that wait",
                                () -> new FirstRecords(consumer, PATIENCE).from(open, any -> true))
                        .values()
                        .stream()
                        .allMatch(
                                record ->
                                        record.offset()
                                                >= ends.get(
                                                        new TopicPartition(
                                                                record.topic(),
                                                                record.partition())));
    }

    @Override
    public String basis() {
        return "Rows count as different when " + sink.name() + " is past them.";
    }

    @Override
    public void close() {
        consumer.close();
        topics.close();
    }
}
