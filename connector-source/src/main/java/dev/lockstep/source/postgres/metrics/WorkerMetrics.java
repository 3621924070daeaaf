package dev.lockstep.source.postgres.metrics;

import java.util.LinkedHashMap;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the figures of a task among those of the worker, which takes them back itself. */
public final class WorkerMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerMetrics.class);

    private WorkerMetrics() {}

    /** Workers before Kafka 4.1 have no room for them; there JMX alone shows them. */
    public static void register(CaptureMetrics metrics, SourceTaskContext context) {
        try {
            register(metrics, context.pluginMetrics());
        } catch (LinkageError e) {
            LOG.debug("The worker takes no metrics of plugins", e);
        } catch (IllegalArgumentException e) {
            // The task's predecessor still waits for the broker; work matters more than figures.
            LOG.warn("The worker shows the metrics of the task's predecessor; JMX shows its own");
        }
    }

    private static void register(CaptureMetrics metrics, PluginMetrics worker) {
        for (Figure figure : Figure.ALL) {
            Gauge<Number> gauge = (config, now) -> figure.of(metrics);
            worker.addMetric(
                    worker.metricName(figure.label(), figure.description(), new LinkedHashMap<>()),
                    gauge);
        }
    }
}
