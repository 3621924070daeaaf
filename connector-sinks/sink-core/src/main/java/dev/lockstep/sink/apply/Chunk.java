package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Changes of one partition, in the order of its records.
 *
 * @param bytes what they roughly take in memory
 */
record Chunk(TopicPartition partition, List<Change> changes, long bytes) {

    int size() {
        return changes.size();
    }

    Chunk first(int count) {
        return new Chunk(partition, changes.subList(0, count), share(count));
    }

    Chunk without(int count) {
        return new Chunk(partition, changes.subList(count, size()), bytes - share(count));
    }

    private long share(int count) {
        return bytes * count / size();
    }
}
