package dev.lockstep.sink.redis;

import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.redis.config.RedisSinkConfig;
import dev.lockstep.sink.task.ChangeSinkConnector;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/**
 * Keeps keys, streams and caches of Redis and Valkey in step with their source.
 *
 * <pre>{@code
 * {
 *   "connector.class": "dev.lockstep.sink.redis.RedisSinkConnector",
 *   "topics.regex": "shop\\.public\\..*",
 *   "connection.url": "redis://cache.example.com:6379",
 *   "connection.password": "${file:/etc/lockstep/secrets.properties:password}",
 *   "key.format": "${table}:${key}"
 * }
 * }</pre>
 */
public final class RedisSinkConnector extends ChangeSinkConnector {

    @Override
    public ConfigDef config() {
        return RedisSinkConfig.definition();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return RedisSinkTask.class;
    }

    @Override
    protected Map<String, String> resolved(Map<String, String> given) {
        return RedisSinkConfig.resolved(given);
    }

    @Override
    protected List<Problem> problems(Map<String, String> resolved) {
        List<Problem> problems = RedisSinkConfig.problems(resolved);
        return problems.isEmpty()
                ? new Preflight(new RedisSinkConfig(resolved)).problems()
                : problems;
    }

    @Override
    protected void check(Map<String, String> given) {
        new RedisSinkConfig(given);
    }
}
