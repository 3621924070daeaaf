package dev.lockstep.cli.tail;

import dev.lockstep.cli.shop.ReceivedEvent;
import dev.lockstep.cli.topic.EventDecoder;
import dev.lockstep.cli.topic.PlaceFinder;
import dev.lockstep.event.ChangeEvent;
import dev.lockstep.event.Lsn;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads partitions on and on, and hands on the events that are wanted. For one thread. */
final class Tail {

    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * What is wanted.
     *
     * @param condition null for all
     * @param from leave out events of earlier places; null to take all
     * @param maxEvents end after so many
     */
    record Wanted(EventFilter filter, ConditionFilter condition, Lsn from, long maxEvents) {}

    private record Found(ReceivedEvent event, int partition, Map<?, ?> value) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Wanted wanted;
    private final EventPrinter printer;
    private final Consumer<String> unreadable;
    private final EventDecoder decoder = new EventDecoder();
    private final Set<String> unreadableTopics = new HashSet<>();
    private long printed;

    /**
     * @param unreadable told once of each topic that holds records in other formats
     */
    Tail(
            KafkaConsumer<byte[], byte[]> consumer,
            Wanted wanted,
            EventPrinter printer,
            Consumer<String> unreadable) {
        this.consumer = consumer;
        this.wanted = wanted;
        this.printer = printer;
        this.unreadable = unreadable;
    }

    /** Prints what has come since the last call; what comes together is sorted by its place. */
    void poll(Map<TopicPartition, Long> ends) {
        List<Found> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (record.offset() < ends.getOrDefault(partition, Long.MAX_VALUE)) {
                read(record).ifPresent(events::add);
            }
        }
        events.sort((a, b) -> ReceivedEvent.IN_COMMIT_ORDER.compare(a.event(), b.event()));
        for (Found found : events) {
            if (isFull()) {
                return;
            }
            printer.print(found.event(), found.partition(), found.value());
            printed++;
        }
    }

    boolean isFull() {
        return printed >= wanted.maxEvents();
    }

    private Optional<Found> read(ConsumerRecord<byte[], byte[]> record) {
        Map<?, ?> value = decoder.object(record.value());
        if (value == null) {
            if (record.value() != null && unreadableTopics.add(record.topic())) {
                unreadable.accept(record.topic());
            }
            return Optional.empty();
        }
        Map<?, ?> key = decoder.object(record.key());
        return ChangeEvent.of(value)
                .filter(event -> isWanted(event, record.topic(), key, value))
                .map(event -> new Found(received(record, key, event), record.partition(), value));
    }

    private boolean isWanted(ChangeEvent event, String topic, Map<?, ?> key, Map<?, ?> value) {
        if (wanted.from() != null
                && PlaceFinder.lsn(event)
                        .filter(lsn -> lsn.compareTo(wanted.from()) < 0)
                        .isPresent()) {
            return false;
        }
        return wanted.filter().accepts(event)
                && (wanted.condition() == null || wanted.condition().accepts(topic, key, value));
    }

    private static ReceivedEvent received(
            ConsumerRecord<byte[], byte[]> record, Map<?, ?> key, ChangeEvent event) {
        return new ReceivedEvent(
                record.topic(),
                record.offset(),
                key == null ? Map.of() : key,
                event,
                ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }
}
