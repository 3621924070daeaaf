package dev.lockstep.sink.jdbc.fence;

import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.apply.Standing;
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
                public Map<TopicPartition, Standing> claim(
                        Connection connection, Collection<TopicPartition> partitions) {
                    return Map.of();
                }

                @Override
                public boolean advance(
                        Connection connection, Map<TopicPartition, Batch.Span> offsets) {
                    return true;
                }
            };

    /**
     * Takes partitions over, durably.
     *
     * @return where to read on, of the partitions that the target has any of
     */
    Map<TopicPartition, Standing> claim(
            Connection connection, Collection<TopicPartition> partitions) throws SQLException;

    /**
     * Moves partitions on, in the open transaction, before its rows are written.
     *
     * @return whether the rows are to be written; false when they are there already, because a
     *     commit has come through whose answer was lost
     * @throws dev.lockstep.sink.apply.TargetException.Fenced when another task has taken over
     */
    boolean advance(Connection connection, Map<TopicPartition, Batch.Span> offsets)
            throws SQLException;
}
