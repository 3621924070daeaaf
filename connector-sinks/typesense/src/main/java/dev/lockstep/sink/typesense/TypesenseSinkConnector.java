package dev.lockstep.sink.typesense;

import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.task.ChangeSinkConnector;
import dev.lockstep.sink.typesense.config.TypesenseSinkConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

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
public final class TypesenseSinkConnector extends ChangeSinkConnector {

    @Override
    public ConfigDef config() {
        return TypesenseSinkConfig.definition();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return TypesenseSinkTask.class;
    }

    @Override
    protected Map<String, String> resolved(Map<String, String> given) {
        return TypesenseSinkConfig.resolved(given);
    }

    @Override
    protected List<Problem> problems(Map<String, String> resolved) {
        List<Problem> problems = TypesenseSinkConfig.problems(resolved);
        return problems.isEmpty()
                ? new Preflight(new TypesenseSinkConfig(resolved)).problems()
                : problems;
    }

    @Override
    protected void check(Map<String, String> given) {
        new TypesenseSinkConfig(given);
    }
}
