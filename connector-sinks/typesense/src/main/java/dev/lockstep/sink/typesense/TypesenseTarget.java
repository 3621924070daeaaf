package dev.lockstep.sink.typesense;

import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.apply.Standing;
import dev.lockstep.sink.apply.Target;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.typesense.client.TypesenseClient;
import dev.lockstep.sink.typesense.config.TypesenseSinkConfig;
import dev.lockstep.sink.typesense.write.BatchWriter;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Collections of a Typesense server. There are no transactions: a batch that failed is applied
 * again, which changes nothing where it was applied before.
 */
final class TypesenseTarget implements Target {

    private final TypesenseClient client;
    private final BatchWriter writer;

    TypesenseTarget(TypesenseSinkConfig config, SinkMetrics metrics, Clock clock) {
        this.client = new TypesenseClient(config.connection());
        this.writer = new BatchWriter(client, config, metrics, clock);
    }

    /** The consumer group keeps their place. */
    @Override
    public Map<TopicPartition, Standing> claim(Collection<TopicPartition> partitions) {
        return Map.of();
    }

    @Override
    public void release(Collection<TopicPartition> partitions) {
        // Nothing is held open.
    }

    @Override
    public void apply(Batch batch) {
        writer.write(batch.changes());
    }

    @Override
    public void discard() {
        // Nothing is held open.
    }

    @Override
    public void abort() {
        client.abort();
    }

    @Override
    public void close() {
        client.abort();
    }
}
