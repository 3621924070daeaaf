package dev.lockstep.source.postgres;

import dev.lockstep.event.BuildVersion;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Captures the changes of a PostgreSQL database: one task, since one slot is one ordered log.
 *
 * <pre>{@code
 * {
 *   "connector.class": "dev.lockstep.source.postgres.PostgresSourceConnector",
 *   "topic.prefix": "shop",
 *   "database.hostname": "db.example.com",
 *   "database.user": "lockstep",
 *   "database.password": "${file:/etc/lockstep/secrets.properties:password}",
 *   "database.dbname": "shop",
 *   "table.include.list": "public\\..*"
 * }
 * }</pre>
 */
public final class PostgresSourceConnector extends SourceConnector {

    private Map<String, String> properties;

    @Override
    public String version() {
        return BuildVersion.current();
    }

    @Override
    public ConfigDef config() {
        return PostgresSourceConfig.definition();
    }

    @Override
    public void start(Map<String, String> properties) {
        new PostgresSourceConfig(properties);
        this.properties = new HashMap<>(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return PostgresSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(properties);
    }

    /** Offsets name the exact change, so what Kafka has is all that decides where to go on. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    /** Kafka transactions can end where those of the database do. */
    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(
            Map<String, String> properties) {
        return ConnectorTransactionBoundaries.SUPPORTED;
    }

    /** Lets Connect store what can be resumed from, and nothing else. */
    @Override
    public boolean alterOffsets(
            Map<String, String> properties, Map<Map<String, ?>, Map<String, ?>> offsets) {
        new StoredOffsets(new PostgresSourceConfig(properties)).check(offsets);
        return true;
    }

    /** Checks the options, then with them the server, and reports every problem on its option. */
    @Override
    public Config validate(Map<String, String> properties) {
        Config config = super.validate(properties);
        if (config.configValues().stream().anyMatch(value -> !value.errorMessages().isEmpty())) {
            return config;
        }
        List<Problem> problems = PostgresSourceConfig.problems(properties);
        if (problems.isEmpty()) {
            problems = new Preflight(new PostgresSourceConfig(properties)).problems();
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
        // Nothing runs here: the task holds slot and connections.
    }
}
