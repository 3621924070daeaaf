package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Changes to be applied at once, in the order of their records.
 *
 * @param changes not empty
 * @param offsets for each partition that has records in the batch, which of its records it spans
 * @param endsTransaction whether the source's transaction ends with the last change; where sources'
 *     transactions do not matter, always true
 */
public record Batch(
        List<Change> changes, Map<TopicPartition, Span> offsets, boolean endsTransaction) {

    /**
     * Offsets of one partition, of the topic as it is in Kafka, before any transform.
     *
     * @param from the offset that the partition had reached before this batch: the {@code to} of
     *     the batch before, or where reading began
     * @param to the offset after its last record in the batch
     * @param marks of what was applied below {@code to}
     */
    public record Span(long from, long to, Marks marks) {}
}
