package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.ChangeDecoder;
import dev.lockstep.sink.change.Nothing;
import dev.lockstep.sink.change.Origin;
import dev.lockstep.sink.change.Place;
import dev.lockstep.sink.metrics.SinkMetrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Turns what Connect hands over at once into chunks of changes. Belongs to the task thread; one is
 * made per hand-over, but for the transactions that go on from one to the next.
 */
final class Intake {

    private final ChangeDecoder decoder;
    private final BadRecords badRecords;
    private final SinkMetrics metrics;
    private final Map<TopicPartition, Reading> readings;

    /** Null where the ends of transactions do not matter. */
    private final Transactions transactions;

    private final List<Chunk> chunks = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final List<Future<?>> reports = new ArrayList<>();
    private ConnectException bad;
    private int count;

    private Reading reading;
    private String topic;
    private int partition;
    private List<Change> changes;
    private long bytes;

    Intake(
            ChangeDecoder decoder,
            BadRecords badRecords,
            SinkMetrics metrics,
            Map<TopicPartition, Reading> readings,
            Transactions transactions) {
        this.decoder = decoder;
        this.badRecords = badRecords;
        this.metrics = metrics;
        this.readings = readings;
        this.transactions = transactions;
    }

    /** Takes records up to the first that makes the task fail. */
    void take(Collection<SinkRecord> records) {
        for (SinkRecord record : records) {
            if (!isSamePartition(record)) {
                endChunk();
                turnTo(record);
            }
            if (reading != null && takes(record)) {
                Change change = decode(record);
                if (change == null) {
                    break;
                }
                reading.moves().take(reading.repeats().sift(change, metrics), this::add);
            }
        }
        endChunk();
        if (bad == null) {
            readings.values().forEach(this::expire);
        }
    }

    /** Hands on what has waited for too long for the other half of its update. */
    private void expire(Reading waiting) {
        if (waiting.moves().isHolding()) {
            turnTo(waiting);
            waiting.moves().expire(this::add);
            endChunk();
        }
    }

    private boolean isSamePartition(SinkRecord record) {
        return topic != null
                && Origin.partition(record) == partition
                && Origin.topic(record).equals(topic);
    }

    private void turnTo(SinkRecord record) {
        topic = Origin.topic(record);
        partition = Origin.partition(record);
        turnTo(readings.get(new TopicPartition(topic, partition)));
    }

    private void turnTo(Reading next) {
        reading = next;
        changes = new ArrayList<>();
        bytes = 0;
    }

    private boolean takes(SinkRecord record) {
        boolean takes = reading.take(Origin.offset(record));
        if (!takes && reading.isBehind(Origin.offset(record))) {
            metrics.repeated();
        }
        return takes;
    }

    /** Null when the task is to fail before the record. */
    private Change decode(SinkRecord record) {
        try {
            return decoder.decode(record);
        } catch (DataException e) {
            try {
                reports.add(badRecords.handle(record, e));
                return new Nothing(record, Place.NOWHERE);
            } catch (ConnectException failure) {
                bad = failure;
                return null;
            }
        }
    }

    private void add(Change change) {
        if (transactions != null) {
            if (transactions.endsBefore(change)) {
                ends.add(count);
            }
            if (transactions.isComplete()) {
                ends.add(count + 1);
            }
        }
        changes.add(change);
        bytes += Weight.of(change);
        count++;
    }

    private void endChunk() {
        if (changes != null && !changes.isEmpty()) {
            chunks.add(new Chunk(reading.partition(), changes, bytes));
        }
        changes = null;
    }

    /** Hands over what was taken; false when the queue wants to go back instead. */
    boolean handOver(ChangeQueue queue) {
        return (chunks.isEmpty() && reports.isEmpty() && bad == null)
                || queue.offer(chunks, ends, reports, bad);
    }
}
