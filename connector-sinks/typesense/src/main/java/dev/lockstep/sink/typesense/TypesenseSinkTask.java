package dev.lockstep.sink.typesense;

import dev.lockstep.sink.change.ChangeDecoder;
import dev.lockstep.sink.config.TaskName;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.task.ChangeSinkTask;
import dev.lockstep.sink.typesense.config.TypesenseSinkConfig;
import java.time.Clock;
import java.util.Map;

/** Applies the records of its partitions to the server. */
public final class TypesenseSinkTask extends ChangeSinkTask {

    public TypesenseSinkTask() {
        super("typesense-sink");
    }

    @Override
    protected Parts parts(Map<String, String> properties, SinkMetrics metrics) {
        TypesenseSinkConfig config = new TypesenseSinkConfig(properties);
        return new Parts(
                TaskName.of(config),
                new ChangeDecoder(config.records()),
                new TypesenseTarget(config, metrics, Clock.systemUTC()),
                config.applying());
    }
}
