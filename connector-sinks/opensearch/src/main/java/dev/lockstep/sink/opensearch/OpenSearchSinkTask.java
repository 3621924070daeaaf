package dev.lockstep.sink.opensearch;

import dev.lockstep.event.BuildVersion;
import dev.lockstep.sink.apply.ChangeSink;
import dev.lockstep.sink.change.ChangeDecoder;
import dev.lockstep.sink.metrics.MetricsBean;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.metrics.WorkerMetrics;
import dev.lockstep.sink.opensearch.config.OpenSearchSinkConfig;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Applies the records of its partitions to the cluster. */
public final class OpenSearchSinkTask extends SinkTask {

    private ChangeSink sink;
    private MetricsBean shown;

    @Override
    public String version() {
        return BuildVersion.current();
    }

    @Override
    public void start(Map<String, String> properties) {
        OpenSearchSinkConfig config = new OpenSearchSinkConfig(properties);
        SinkMetrics metrics = new SinkMetrics();
        sink =
                new ChangeSink(
                        config.taskName(),
                        context,
                        new ChangeDecoder(config.records()),
                        new OpenSearchTarget(config, metrics, Clock.systemUTC()),
                        config.applying(),
                        metrics);
        WorkerMetrics.register(metrics, context);
        shown = new MetricsBean(metrics, "opensearch-sink", config.connectorName(), config.task());
        shown.register();
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        sink.open(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        sink.put(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(
            Map<TopicPartition, OffsetAndMetadata> offsets) {
        return sink.preCommit(offsets);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        sink.close(partitions);
    }

    @Override
    public void stop() {
        if (sink != null) {
            sink.stop();
        }
        if (shown != null) {
            shown.close();
        }
    }
}
