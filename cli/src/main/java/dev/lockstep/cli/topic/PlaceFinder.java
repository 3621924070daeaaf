package dev.lockstep.cli.topic;

import dev.lockstep.cli.connect.Cluster;
import dev.lockstep.event.ChangeEvent;
import dev.lockstep.event.Lsn;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Turns places into offsets of partitions. */
public final class PlaceFinder {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** From the first to the last place; the last is null where it is far from the end. */
    public record Span(Lsn first, Lsn last) {}

    private final Cluster cluster;
    private final TopicCatalog catalog;
    private final EventDecoder decoder = new EventDecoder();

    public PlaceFinder(Cluster cluster, TopicCatalog catalog) {
        this.cluster = cluster;
        this.catalog = catalog;
    }

    /** Where an event stands in its source's log; empty for what has no such place. */
    public static Optional<Lsn> lsn(ChangeEvent event) {
        OptionalLong commit = event.source().commitLsn();
        OptionalLong place = commit.isPresent() ? commit : event.source().lsn();
        return place.isPresent() ? Optional.of(new Lsn(place.getAsLong())) : Optional.empty();
    }

    /** The offset of each partition at which a place begins. */
    public Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, Place place) {
        if (place instanceof Place.Beginning) {
            return catalog.beginnings(partitions);
        }
        Map<TopicPartition, Long> ends = catalog.ends(partitions);
        if (place instanceof Place.AtTime at) {
            Map<TopicPartition, Long> offsets =
                    new HashMap<>(catalog.since(partitions, at.time().toEpochMilli()));
            offsets.replaceAll((partition, offset) -> offset < 0 ? ends.get(partition) : offset);
            return offsets;
        }
        return place instanceof Place.AtLsn at ? search(partitions, ends, at.lsn()) : ends;
    }

    /** The places of the first and the last event of each partition that has any. */
    public Map<TopicPartition, Span> spans(Collection<TopicPartition> partitions) {
        try (Consumer<byte[], byte[]> consumer = cluster.consumer(FirstRecords.SETTINGS)) {
            return cluster.call("read the ends of topics", () -> spans(partitions, consumer));
        }
    }

    private Map<TopicPartition, Span> spans(
            Collection<TopicPartition> partitions, Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, LsnBisection.Sample> first =
                samples(new FirstRecords(consumer, PATIENCE), catalog.beginnings(partitions));
        consumer.resume(consumer.paused());
        Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last =
                new LastRecords(consumer)
                        .before(catalog.ends(partitions), record -> place(record).isPresent());
        Map<TopicPartition, Span> spans = new HashMap<>();
        first.forEach(
                (partition, sample) ->
                        spans.put(
                                partition,
                                new Span(
                                        sample.place(),
                                        last.containsKey(partition)
                                                ? place(last.get(partition)).orElse(null)
                                                : null)));
        return spans;
    }

    private Map<TopicPartition, Long> search(
            Collection<TopicPartition> partitions, Map<TopicPartition, Long> ends, Lsn lsn) {
        try (Consumer<byte[], byte[]> consumer = cluster.consumer(FirstRecords.SETTINGS)) {
            FirstRecords records = new FirstRecords(consumer, PATIENCE);
            return cluster.call(
                    "search for " + lsn,
                    () ->
                            new LsnBisection(offsets -> samples(records, offsets))
                                    .find(catalog.beginnings(partitions), ends, lsn));
        }
    }

    private Map<TopicPartition, LsnBisection.Sample> samples(
            FirstRecords records, Map<TopicPartition, Long> offsets) {
        return records.from(offsets, record -> place(record).isPresent()).entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                entry ->
                                        new LsnBisection.Sample(
                                                entry.getValue().offset(),
                                                place(entry.getValue()).orElseThrow())));
    }

    private Optional<Lsn> place(ConsumerRecord<byte[], byte[]> record) {
        return decoder.event(record.value()).flatMap(PlaceFinder::lsn);
    }
}
