package dev.lockstep.sink.task;

import dev.lockstep.event.BuildVersion;
import dev.lockstep.sink.apply.ChangeSink;
import dev.lockstep.sink.apply.Target;
import dev.lockstep.sink.change.ChangeDecoder;
import dev.lockstep.sink.config.ApplyOptions;
import dev.lockstep.sink.config.TaskName;
import dev.lockstep.sink.metrics.MetricsBean;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.metrics.WorkerMetrics;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Applies the records of its partitions to a target. Connect calls it from one thread. */
public abstract class ChangeSinkTask extends SinkTask {

    /** What a task consists of. */
    public record Parts(
            TaskName name, ChangeDecoder decoder, Target target, ApplyOptions applying) {}

    private final String kind;
    private ChangeSink sink;
    private MetricsBean shown;

    /**
     * @param kind of sink, as its metrics are called
     */
    protected ChangeSinkTask(String kind) {
        this.kind = kind;
    }

    /** Makes the parts by the options that the connector has been given. */
    protected abstract Parts parts(Map<String, String> properties, SinkMetrics metrics);

    @Override
    public final String version() {
        return BuildVersion.current();
    }

    @Override
    public final void start(Map<String, String> properties) {
        SinkMetrics metrics = new SinkMetrics();
        Parts parts = parts(properties, metrics);
        TaskName name = parts.name();
        sink =
                new ChangeSink(
                        name.toString(),
                        context,
                        parts.decoder(),
                        parts.target(),
                        parts.applying(),
                        metrics);
        WorkerMetrics.register(metrics, context);
        shown = new MetricsBean(metrics, kind, name.connector(), name.number());
        shown.register();
    }

    @Override
    public final void open(Collection<TopicPartition> partitions) {
        sink.open(partitions);
    }

    @Override
    public final void put(Collection<SinkRecord> records) {
        sink.put(records);
    }

    @Override
    public final Map<TopicPartition, OffsetAndMetadata> preCommit(
            Map<TopicPartition, OffsetAndMetadata> offsets) {
        return sink.preCommit(offsets);
    }

    @Override
    public final void close(Collection<TopicPartition> partitions) {
        sink.close(partitions);
    }

    @Override
    public final void stop() {
        if (sink != null) {
            sink.stop();
        }
        if (shown != null) {
            shown.close();
        }
    }
}
