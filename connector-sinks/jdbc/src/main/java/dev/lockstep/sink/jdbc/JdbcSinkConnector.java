package dev.lockstep.sink.jdbc;

import dev.lockstep.event.BuildVersion;
import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.jdbc.config.JdbcSinkConfig;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps tables of a database equal to their source.
 *
 * <pre>{@code
 * {
 *   "connector.class": "dev.lockstep.sink.jdbc.JdbcSinkConnector",
 *   "topics.regex": "shop\\.public\\..*",
 *   "connection.url": "jdbc:postgresql://replica.example.com:5432/shop",
 *   "connection.user": "lockstep",
 *   "connection.password": "${file:/etc/lockstep/secrets.properties:password}",
 *   "auto.create": "true"
 * }
 * }</pre>
 */
public final class JdbcSinkConnector extends SinkConnector {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcSinkConnector.class);

    /** The option of the consumers that Connect gives to the tasks. */
    private static final String RESET = "consumer.override.auto.offset.reset";

    private Map<String, String> properties;

    @Override
    public String version() {
        return BuildVersion.current();
    }

    @Override
    public ConfigDef config() {
        return JdbcSinkConfig.definition();
    }

    @Override
    public void start(Map<String, String> properties) {
        new JdbcSinkConfig(properties);
        if ("latest".equals(properties.get(RESET))) {
            LOG.warn(
                    "{}=latest leaves out what is in a topic at the start, and everything up to its"
                            + " end once retention has deleted the record that is next. Set it to"
                            + " none, or take it out.",
                    RESET);
        }
        this.properties = new HashMap<>(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return JdbcSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> tasks = new ArrayList<>();
        for (int task = 0; task < maxTasks; task++) {
            Map<String, String> own = new HashMap<>(properties);
            own.put(JdbcSinkConfig.TASK, Integer.toString(task));
            tasks.add(own);
        }
        return tasks;
    }

    /** Checks the options, then with them the target, and reports every problem on its option. */
    @Override
    public Config validate(Map<String, String> properties) {
        Map<String, String> resolved = JdbcSinkConfig.resolved(properties);
        Config config = super.validate(resolved);
        if (config.configValues().stream().anyMatch(value -> !value.errorMessages().isEmpty())) {
            return config;
        }
        List<Problem> problems = JdbcSinkConfig.problems(resolved);
        if (problems.isEmpty()) {
            problems = new Preflight(new JdbcSinkConfig(resolved)).problems();
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
     * Writes offsets to where the sink reads them from: the target. Connect calls this while the
     * connector is stopped, and then alters those of the consumer group, too.
     */
    @Override
    public boolean alterOffsets(Map<String, String> properties, Map<TopicPartition, Long> offsets) {
        new StoredOffsets(new JdbcSinkConfig(properties)).alter(offsets);
        return true;
    }

    @Override
    public void stop() {
        // Nothing runs here: the tasks hold the connections.
    }
}
