package dev.lockstep.sink.apply;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A store that changes are applied to.
 *
 * <p>Only the apply thread calls it, but for {@link #abort}. Each failure is one of {@link
 * TargetException}'s kinds: the target classifies, the caller decides.
 */
public interface Target extends AutoCloseable {

    /**
     * Takes partitions over, so that whoever had them before can no longer write.
     *
     * @return from where on records are wanted, of partitions whose place the target itself keeps;
     *     the others are read from where the consumer group stands
     */
    Map<TopicPartition, Standing> claim(Collection<TopicPartition> partitions);

    /**
     * Gives partitions up. What batches have left open, because their transaction has not ended, is
     * undone.
     */
    void release(Collection<TopicPartition> partitions);

    /**
     * Applies a batch. When this returns the batch is durable, unless it does not end its
     * transaction: then it is durable with the batch that does. When it throws, nothing of the
     * batch, nor of the transaction that it belongs to, has been applied; but a target whose
     * changes can be applied again without harm may have applied some, and {@link
     * TargetException.Refused} says that it has applied all others.
     *
     * <p>A batch whose attempt was {@link TargetException.Transient} may be given again as the same
     * object, so that a target can go on with what is left of it.
     */
    void apply(Batch batch);

    /** Undoes what batches have left open because their transaction has not ended. */
    void discard();

    /** Makes a call that is under way on another thread fail soon. */
    void abort();

    @Override
    void close();
}
