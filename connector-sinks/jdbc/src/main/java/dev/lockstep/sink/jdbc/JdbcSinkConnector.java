package dev.lockstep.sink.jdbc;

import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.jdbc.config.JdbcSinkConfig;
import dev.lockstep.sink.task.ChangeSinkConnector;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
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
public final class JdbcSinkConnector extends ChangeSinkConnector {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcSinkConnector.class);

    /** The option of the consumers that Connect gives to the tasks. */
    private static final String RESET = "consumer.override.auto.offset.reset";

    @Override
    public ConfigDef config() {
        return JdbcSinkConfig.definition();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return JdbcSinkTask.class;
    }

    @Override
    protected Map<String, String> resolved(Map<String, String> given) {
        return JdbcSinkConfig.resolved(given);
    }

    @Override
    protected List<Problem> problems(Map<String, String> resolved) {
        List<Problem> problems = JdbcSinkConfig.problems(resolved);
        return problems.isEmpty()
                ? new Preflight(new JdbcSinkConfig(resolved)).problems()
                : problems;
    }

    @Override
    protected void check(Map<String, String> given) {
        new JdbcSinkConfig(given);
        if ("latest".equals(given.get(RESET))) {
            LOG.warn(
                    "{}=latest leaves out what is in a topic at the start, and everything up to its"
                            + " end once retention has deleted the record that is next. Set it to"
                            + " none, or take it out.",
                    RESET);
        }
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
}
