package dev.lockstep.sink.redis;

import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.apply.Standing;
import dev.lockstep.sink.apply.Target;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.redis.config.RedisSinkConfig;
import dev.lockstep.sink.redis.connection.Exchange;
import dev.lockstep.sink.redis.connection.Servers;
import dev.lockstep.sink.redis.fence.Script;
import dev.lockstep.sink.redis.write.Planner;
import dev.lockstep.sink.redis.write.Work;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Applies batches to Redis. What is done twice does no harm, so a batch that fails midway goes on
 * where it was; the fence is per key, so partitions need no taking over.
 */
final class RedisTarget implements Target {

    private final Servers servers;
    private final Exchange exchange;
    private final Planner planner;
    private final Replication replication;

    /** The batch under way, and what it became; null between batches. */
    private Batch current;

    private Work work;

    RedisTarget(RedisSinkConfig config, SinkMetrics metrics) {
        servers = Servers.of(config);
        exchange = new Exchange(servers, Script.texts());
        planner = Planner.of(config, exchange, metrics);
        replication = new Replication(config.fence(), exchange);
    }

    @Override
    public Map<TopicPartition, Standing> claim(Collection<TopicPartition> partitions) {
        exchange.masters("take over partitions " + partitions);
        return Map.of();
    }

    @Override
    public void release(Collection<TopicPartition> partitions) {
        forget();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same batch is given again as the same object
    public void apply(Batch batch) {
        if (batch != current) {
            work = planner.plan(batch.changes());
            current = batch;
        }
        try {
            List<TargetException.Refusal> refusals = work.finish();
            replication.await();
            forget();
            if (!refusals.isEmpty()) {
                throw new TargetException.Refused(refusals);
            }
        } catch (TargetException.Transient e) {
            if (replication.isWanted()) {
                // Of what a lost connection has written nobody can say where it got to.
                forget();
            }
            throw e;
        }
    }

    private void forget() {
        current = null;
        work = null;
    }

    @Override
    public void discard() {
        forget();
    }

    @Override
    public void abort() {
        servers.abort();
    }

    @Override
    public void close() {
        servers.close();
    }
}
