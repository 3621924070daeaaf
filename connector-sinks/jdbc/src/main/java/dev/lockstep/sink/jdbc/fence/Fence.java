package dev.lockstep.sink.jdbc.fence;

import dev.lockstep.sink.apply.Batch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Decides who may write, and from which offsets on. */
public interface Fence {

    /** Leaves it all to the consumer group. */
    Fence NONE =
            new Fence() {
                @Override
                public Map<TopicPartition, Long> claim(
                        Connection connection, Collection<TopicPartition> partitions) {
                    return Map.of();
                }

                @Override
                public void advance(
                        Connection connection, Map<TopicPartition, Batch.Span> offsets) {
                    // The consumer group's offsets are all there is.
                }
            };

    /**
     * Takes partitions over, durably.
     *
     * @return the offsets to read from, of the partitions that the target has any of
     */
    Map<TopicPartition, Long> claim(Connection connection, Collection<TopicPartition> partitions)
            throws SQLException;

    /**
     * Moves partitions on, in the open transaction.
     *
     * @throws dev.lockstep.sink.apply.TargetException.Fenced when another task has taken over
     */
    void advance(Connection connection, Map<TopicPartition, Batch.Span> offsets)
            throws SQLException;
}
