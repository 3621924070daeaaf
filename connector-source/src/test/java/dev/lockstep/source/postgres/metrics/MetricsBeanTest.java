package dev.lockstep.source.postgres.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class MetricsBeanTest {

    private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();

    private static ObjectName name(String server) throws Exception {
        return new ObjectName("dev.lockstep:type=postgres-source,server=\"" + server + "\"");
    }

    @Test
    void showsEveryFigureAsANumber() throws Exception {
        try (MetricsBean bean = new MetricsBean(new CaptureMetrics(() -> 7), "all").register()) {
            assertThat(bean).isNotNull();
            String[] labels = Figure.ALL.stream().map(Figure::label).toArray(String[]::new);
            assertThat(JMX.getAttributes(name("all"), labels)).hasSize(labels.length);
            assertThat(JMX.getAttribute(name("all"), "in-flight-records")).isEqualTo(7L);
            assertThat(JMX.getAttribute(name("all"), "lag-bytes")).isEqualTo(0L);
        }
    }

    @Test
    void givesWayToTheNextTaskAndDoesNotTakeItsPlaceBack() throws Exception {
        MetricsBean older = new MetricsBean(new CaptureMetrics(() -> 1), "twice").register();
        MetricsBean newer = new MetricsBean(new CaptureMetrics(() -> 2), "twice").register();
        assertThat(JMX.getAttribute(name("twice"), "in-flight-records")).isEqualTo(2L);
        older.close();
        assertThat(JMX.getAttribute(name("twice"), "in-flight-records")).isEqualTo(2L);
        newer.close();
        assertThatThrownBy(() -> JMX.getAttribute(name("twice"), "in-flight-records"))
                .isInstanceOf(InstanceNotFoundException.class);
    }
}
