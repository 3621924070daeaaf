package dev.lockstep.sink.task;

import dev.lockstep.event.BuildVersion;
import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.config.TaskName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;

/** A connector whose tasks apply changes, all by the same options. */
public abstract class ChangeSinkConnector extends SinkConnector {

    private Map<String, String> properties;

    /** The options under their own names. */
    protected abstract Map<String, String> resolved(Map<String, String> given);

    /**
     * What is wrong with options each of which is right by itself: between them and, if nothing is,
     * with what they lead to.
     *
     * @return the problems, each on the option that the user should change
     */
    protected abstract List<Problem> problems(Map<String, String> resolved);

    /**
     * Refuses options by which no task could start.
     *
     * @throws ConfigException naming the first that is missing or wrong
     */
    protected abstract void check(Map<String, String> given);

    @Override
    public final String version() {
        return BuildVersion.current();
    }

    @Override
    public final void start(Map<String, String> given) {
        check(given);
        properties = new HashMap<>(given);
    }

    @Override
    public final List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> tasks = new ArrayList<>();
        for (int task = 0; task < maxTasks; task++) {
            Map<String, String> own = new HashMap<>(properties);
            own.put(TaskName.NUMBER, Integer.toString(task));
            tasks.add(own);
        }
        return tasks;
    }

    /** Checks the options, then with them the target, and reports every problem on its option. */
    @Override
    public final Config validate(Map<String, String> given) {
        Map<String, String> resolved = resolved(given);
        Config config = super.validate(resolved);
        if (config.configValues().stream().allMatch(value -> value.errorMessages().isEmpty())) {
            problems(resolved).forEach(problem -> report(config, problem));
        }
        return config;
    }

    private static void report(Config config, Problem problem) {
        config.configValues().stream()
                .filter(value -> value.name().equals(problem.option()))
                .map(ConfigValue::errorMessages)
                .forEach(errors -> errors.add(problem.message()));
    }

    /**
     * Offsets are the consumer group's alone, which Connect alters; a target with a place of its
     * own follows. What is then read again leaves what is newer as it is.
     */
    @Override
    public boolean alterOffsets(Map<String, String> given, Map<TopicPartition, Long> offsets) {
        return true;
    }

    @Override
    public final void stop() {
        // Nothing runs here: the tasks hold the connections.
    }
}
