package dev.lockstep.sink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class MetricsBeanTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void showsEveryFigureWhileItIsRegistered() throws Exception {
        ObjectName name = new ObjectName("dev.lockstep:type=test-sink,connector=\"a:b\",task=3");
        SinkMetrics metrics = new SinkMetrics();
        metrics.changed(5, 2, 1);
        metrics.applied(8, 4_000_000);
        metrics.applied(4, 2_000_000);
        metrics.reduced(3);
        metrics.queue(() -> 11);
        try (MetricsBean bean = new MetricsBean(metrics, "test-sink", "a:b", 3).register()) {
            assertThat(bean.getMBeanInfo().getAttributes()).hasSameSizeAs(Figure.ALL);
            assertThat(server.getAttribute(name, "upserts-total")).isEqualTo(5L);
            assertThat(server.getAttribute(name, "deletes-total")).isEqualTo(2L);
            assertThat(server.getAttribute(name, "batch-size")).isEqualTo(4L);
            assertThat(server.getAttribute(name, "apply-ms")).isEqualTo(2.0);
            assertThat(server.getAttribute(name, "apply-ms-avg")).isEqualTo(3.0);
            assertThat(server.getAttribute(name, "reduced-total")).isEqualTo(3L);
            assertThat(server.getAttribute(name, "queue-changes")).isEqualTo(11L);
            assertThat(server.getAttribute(name, "position")).isEqualTo(-1L);
        }
        assertThat(server.isRegistered(name)).isFalse();
    }

    @Test
    void knowsWhetherItIsRetrying() {
        SinkMetrics metrics = new SinkMetrics();
        metrics.retrying();
        assertThat(metrics.isRetrying()).isEqualTo(1);
        metrics.applied(1, 1);
        assertThat(metrics.isRetrying()).isZero();
        assertThat(metrics.retries()).isEqualTo(1);
    }
}
