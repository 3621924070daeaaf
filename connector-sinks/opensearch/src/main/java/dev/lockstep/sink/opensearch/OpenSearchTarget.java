package dev.lockstep.sink.opensearch;

import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.apply.Standing;
import dev.lockstep.sink.apply.Target;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.opensearch.bulk.BulkWriter;
import dev.lockstep.sink.opensearch.client.SearchClient;
import dev.lockstep.sink.opensearch.config.OpenSearchSinkConfig;
import dev.lockstep.sink.opensearch.index.Indexes;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Applies batches to a cluster, which itself refuses what is older than what it has. So nothing is
 * ever taken back, offsets are the consumer group's, and two tasks can do no harm.
 */
final class OpenSearchTarget implements Target {

    private final SearchClient client;
    private final BulkWriter writer;

    OpenSearchTarget(OpenSearchSinkConfig config, SinkMetrics metrics, Clock clock) {
        client = new SearchClient(config.connection());
        Indexes indexes = new Indexes(client, config.indexes(), config.documents());
        writer = new BulkWriter(client, indexes, config, metrics, clock);
    }

    @Override
    public Map<TopicPartition, Standing> claim(Collection<TopicPartition> partitions) {
        return Map.of();
    }

    @Override
    public void release(Collection<TopicPartition> partitions) {
        // There is nothing that another task could be kept from.
    }

    @Override
    public void apply(Batch batch) {
        writer.write(batch);
    }

    @Override
    public void discard() {
        // Nothing is ever left open.
    }

    @Override
    public void abort() {
        client.abort();
    }

    @Override
    public void close() {
        client.close();
    }
}
