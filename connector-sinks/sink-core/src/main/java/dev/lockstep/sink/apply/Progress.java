package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Origin;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * How far the target is, by partition: what it was given, and what of that is durable. Written by
 * the apply thread; {@link #durable} may be asked by any.
 */
final class Progress {

    private final Map<TopicPartition, Standing> reached = new HashMap<>();
    private final Map<TopicPartition, Standing> durable = new ConcurrentHashMap<>();

    /** Partitions begin anew, those the target knows where it says. */
    void begin(Collection<TopicPartition> partitions, Map<TopicPartition, Standing> found) {
        forget(partitions);
        found.forEach(
                (partition, standing) -> {
                    if (partitions.contains(partition)) {
                        reached.put(partition, standing);
                        durable.put(partition, standing);
                    }
                });
    }

    void forget(Collection<TopicPartition> partitions) {
        reached.keySet().removeAll(partitions);
        durable.keySet().removeAll(partitions);
    }

    /** The batch that these changes make next. */
    Batch batch(List<Change> changes, boolean endsTransaction) {
        Map<TopicPartition, Batch.Span> spans = new LinkedHashMap<>();
        int size = changes.size();
        int from = 0;
        for (int i = 1; i <= size; i++) {
            SinkRecord first = changes.get(from).record();
            if (i == size || !isSamePartition(first, changes.get(i).record())) {
                span(spans, changes.subList(from, i));
                from = i;
            }
        }
        return new Batch(changes, spans, endsTransaction);
    }

    private static boolean isSamePartition(SinkRecord one, SinkRecord other) {
        return Origin.partition(one) == Origin.partition(other)
                && Origin.topic(one).equals(Origin.topic(other));
    }

    private void span(Map<TopicPartition, Batch.Span> spans, List<Change> changes) {
        SinkRecord first = changes.get(0).record();
        SinkRecord last = changes.get(changes.size() - 1).record();
        TopicPartition partition = new TopicPartition(Origin.topic(first), Origin.partition(first));
        Batch.Span before = spans.get(partition);
        if (before == null) {
            Standing standing = reached.get(partition);
            before =
                    standing == null
                            ? new Batch.Span(Origin.offset(first), 0, Marks.NONE)
                            : new Batch.Span(standing.offset(), 0, standing.marks());
        }
        History history = new History(before.marks());
        changes.forEach(change -> history.take(change.place()));
        spans.put(
                partition, new Batch.Span(before.from(), Origin.offset(last) + 1, history.marks()));
    }

    /** The target has taken a batch; if it ends its transaction, all so far is durable. */
    void applied(Batch batch) {
        batch.offsets()
                .forEach(
                        (partition, span) ->
                                reached.put(partition, new Standing(span.to(), span.marks())));
        if (batch.endsTransaction()) {
            durable.putAll(reached);
        }
    }

    /** The target has undone what was not durable. */
    void undone() {
        reached.clear();
        reached.putAll(durable);
    }

    /** Up to where the target has a partition for good; null while that is unknown. */
    Standing durable(TopicPartition partition) {
        return durable.get(partition);
    }
}
