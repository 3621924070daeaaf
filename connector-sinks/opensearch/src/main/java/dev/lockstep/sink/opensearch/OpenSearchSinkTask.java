package dev.lockstep.sink.opensearch;

import dev.lockstep.sink.change.ChangeDecoder;
import dev.lockstep.sink.config.TaskName;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.opensearch.config.OpenSearchSinkConfig;
import dev.lockstep.sink.task.ChangeSinkTask;
import java.time.Clock;
import java.util.Map;

/** Applies the records of its partitions to the cluster. */
public final class OpenSearchSinkTask extends ChangeSinkTask {

    public OpenSearchSinkTask() {
        super("opensearch-sink");
    }

    @Override
    protected Parts parts(Map<String, String> properties, SinkMetrics metrics) {
        OpenSearchSinkConfig config = new OpenSearchSinkConfig(properties);
        return new Parts(
                TaskName.of(config),
                new ChangeDecoder(config.records()),
                new OpenSearchTarget(config, metrics, Clock.systemUTC()),
                config.applying());
    }
}
