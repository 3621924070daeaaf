package dev.lockstep.sink.typesense;

import dev.lockstep.event.BuildVersion;
import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.typesense.config.TypesenseSinkConfig;
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
 * Keeps collections of Typesense equal to their source.
 *
 * <pre>{@code
 * {
 *   "connector.class": "dev.lockstep.sink.typesense.TypesenseSinkConnector",
 *   "topics.regex": "shop\\.public\\..*",
 *   "connection.url": "https://search.example.com:8108",
 *   "api.key": "${file:/etc/lockstep/secrets.properties:typesense-key}"
 * }
 * }</pre>
 */
public final class TypesenseSinkConnector extends SinkConnector {

    private Map<String, String> properties;

    @Override
    public String version() {
        return BuildVersion.current();
    }

    @Override
    public ConfigDef config() {
        return TypesenseSinkConfig.definition();
    }

    @Override
    public void start(Map<String, String> properties) {
        new TypesenseSinkConfig(properties);
        this.properties = new HashMap<>(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return TypesenseSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> tasks = new ArrayList<>();
        for (int task = 0; task < maxTasks; task++) {
            Map<String, String> own = new HashMap<>(properties);
            own.put(TypesenseSinkConfig.TASK, Integer.toString(task));
            tasks.add(own);
        }
        return tasks;
    }

    /** Checks the options, then with them the server, and reports every problem on its option. */
    @Override
    public Config validate(Map<String, String> properties) {
        Map<String, String> resolved = TypesenseSinkConfig.resolved(properties);
        Config config = super.validate(resolved);
        if (config.configValues().stream().anyMatch(value -> !value.errorMessages().isEmpty())) {
            return config;
        }
        List<Problem> problems = TypesenseSinkConfig.problems(resolved);
        if (problems.isEmpty()) {
            problems = new Preflight(new TypesenseSinkConfig(resolved)).problems();
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
     * Every offset will do: the place of the sink is the consumer group's, and what is read again
     * changes nothing where a document is further.
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
