package dev.lockstep.sink.redis;

import dev.lockstep.event.BuildVersion;
import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.redis.config.RedisSinkConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

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
public final class RedisSinkConnector extends SinkConnector {

    private Map<String, String> properties;

    @Override
    public String version() {
        return BuildVersion.current();
    }

    @Override
    public ConfigDef config() {
        return RedisSinkConfig.definition();
    }

    @Override
    public void start(Map<String, String> properties) {
        new RedisSinkConfig(properties);
        this.properties = new HashMap<>(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return RedisSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> tasks = new ArrayList<>();
        for (int task = 0; task < maxTasks; task++) {
            Map<String, String> own = new HashMap<>(properties);
            own.put(RedisSinkConfig.TASK, Integer.toString(task));
            tasks.add(own);
        }
        return tasks;
    }

    /** Checks the options, then with them the servers, and reports every problem on its option. */
    @Override
    public Config validate(Map<String, String> properties) {
        Map<String, String> resolved = RedisSinkConfig.resolved(properties);
        Config config = super.validate(resolved);
        if (config.configValues().stream().anyMatch(value -> !value.errorMessages().isEmpty())) {
            return config;
        }
        List<Problem> problems = RedisSinkConfig.problems(resolved);
        if (problems.isEmpty()) {
            problems = new Preflight(new RedisSinkConfig(resolved)).problems();
        }
        problems.forEach(problem -> report(config, problem));
        return config;
    }

    private static void report(Config config, Problem problem) {
        config.configValues().stream()
                .filter(value -> value.name().equals(problem.option()))
                .map(ConfigValue::errorMessages)
                .forEach(errors -> errors.add(problem.message()));
    }

    @Override
    public void stop() {
        // Nothing runs here: the tasks hold the connections.
    }
}
