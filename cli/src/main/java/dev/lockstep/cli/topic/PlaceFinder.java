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
    public Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, Place place) {
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

    private Map<TopicPartition, Long> search(
            Collection<TopicPartition> partitions, Map<TopicPartition, Long> ends, Lsn lsn) {
        try (Consumer<byte[], byte[]> consumer =
                cluster.consumer(FirstRecords.SETTINGS)) {
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
