package dev.lockstep.sink.jdbc;

import dev.lockstep.sink.change.ChangeDecoder;
import dev.lockstep.sink.config.TaskName;
import dev.lockstep.sink.jdbc.config.JdbcSinkConfig;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.task.ChangeSinkTask;
import java.util.Map;

/** Applies the records of its partitions to the target. */
public final class JdbcSinkTask extends ChangeSinkTask {

    public JdbcSinkTask() {
        super("jdbc-sink");
    }

    @Override
    protected Parts parts(Map<String, String> properties, SinkMetrics metrics) {
        JdbcSinkConfig config = new JdbcSinkConfig(properties);
        return new Parts(
                TaskName.of(config),
                new ChangeDecoder(config.records()),
                new JdbcTarget(config, metrics),
                config.applying());
    }
}
