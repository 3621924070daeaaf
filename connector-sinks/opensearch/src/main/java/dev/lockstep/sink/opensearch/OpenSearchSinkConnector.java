package dev.lockstep.sink.opensearch;

import dev.lockstep.event.BuildVersion;
import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.opensearch.config.OpenSearchSinkConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Keeps indexes of OpenSearch or Elasticsearch equal to their source.
 *
 * <pre>{@code
 * {
 *   "connector.class": "dev.lockstep.sink.opensearch.OpenSearchSinkConnector",
 *   "topics.regex": "shop\\.public\\..*",
 *   "connection.url": "https://search.example.com:9200",
 *   "connection.username": "lockstep",
 *   "connection.password": "${file:/etc/lockstep/secrets.properties:password}"
 * }
 * }</pre>
 */
public final class OpenSearchSinkConnector extends SinkConnector {

    private Map<String, String> properties;

    @Override
    public String version() {
        return BuildVersion.current();
    }

    @Override
    public ConfigDef config() {
        return OpenSearchSinkConfig.definition();
    }

    @Override
    public void start(Map<String, String> properties) {
        new OpenSearchSinkConfig(properties);
        this.properties = new HashMap<>(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return OpenSearchSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> tasks = new ArrayList<>();
        for (int task = 0; task < maxTasks; task++) {
            Map<String, String> own = new HashMap<>(properties);
            own.put(OpenSearchSinkConfig.TASK, Integer.toString(task));
            tasks.add(own);
        }
        return tasks;
    }

    /** Checks the options, then with them the cluster, and reports every problem on its option. */
    @Override
    public Config validate(Map<String, String> properties) {
        Map<String, String> resolved = OpenSearchSinkConfig.resolved(properties);
        Config config = super.validate(resolved);
        if (config.configValues().stream().anyMatch(value -> !value.errorMessages().isEmpty())) {
            return config;
        }
        List<Problem> problems = OpenSearchSinkConfig.problems(resolved);
        if (problems.isEmpty()) {
            problems = new Preflight(new OpenSearchSinkConfig(resolved)).problems();
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

    /**
     * Offsets are the consumer group's alone, which Connect alters. What is then read again leaves
     * newer documents as they are.
     */
    @Override
    public boolean alterOffsets(Map<String, String> properties, Map<TopicPartition, Long> offsets) {
        return true;
    }

    @Override
    public void stop() {
        // Nothing runs here: the tasks hold the connections.
    }
}
