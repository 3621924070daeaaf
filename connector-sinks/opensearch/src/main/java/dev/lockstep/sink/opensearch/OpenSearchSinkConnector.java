package dev.lockstep.sink.opensearch;

import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.opensearch.config.OpenSearchSinkConfig;
import dev.lockstep.sink.task.ChangeSinkConnector;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

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
public final class OpenSearchSinkConnector extends ChangeSinkConnector {

    @Override
    public ConfigDef config() {
        return OpenSearchSinkConfig.definition();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return OpenSearchSinkTask.class;
    }

    @Override
    protected Map<String, String> resolved(Map<String, String> given) {
        return OpenSearchSinkConfig.resolved(given);
    }

    @Override
    protected List<Problem> problems(Map<String, String> resolved) {
        List<Problem> problems = OpenSearchSinkConfig.problems(resolved);
        return problems.isEmpty()
                ? new Preflight(new OpenSearchSinkConfig(resolved)).problems()
                : problems;
    }

    @Override
    protected void check(Map<String, String> given) {
        new OpenSearchSinkConfig(given);
    }
}
