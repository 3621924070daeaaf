package dev.lockstep.sink.redis;

import dev.lockstep.sink.change.ChangeDecoder;
import dev.lockstep.sink.config.TaskName;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.redis.config.RedisSinkConfig;
import dev.lockstep.sink.redis.config.WriteMode;
import dev.lockstep.sink.redis.key.KeyTemplates;
import dev.lockstep.sink.task.ChangeSinkTask;
import java.util.Map;

/** Applies the records of its partitions to Redis. */
public final class RedisSinkTask extends ChangeSinkTask {

    public RedisSinkTask() {
        super("redis-sink");
    }

    @Override
    protected Parts parts(Map<String, String> properties, SinkMetrics metrics) {
        RedisSinkConfig config = new RedisSinkConfig(properties);
        WriteMode mode = config.writing().mode();
        boolean before =
                mode != WriteMode.STREAM && KeyTemplates.needBefore(config.keys().formats(mode));
        return new Parts(
                TaskName.of(config),
                new ChangeDecoder(config.records(), before),
                new RedisTarget(config, metrics),
                config.applying());
    }
}
