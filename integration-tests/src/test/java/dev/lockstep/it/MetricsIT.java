package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.VirtualMachine;
import java.time.Duration;
import java.util.Set;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The figures of a connector in a worker, as a monitoring system reads them. */
@ExtendWith(Stack.Shared.class)
class MetricsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static JMXConnector attach(long pid) throws Exception {
        VirtualMachine worker = VirtualMachine.attach(Long.toString(pid));
        try {
            return JMXConnectorFactory.connect(
                    new JMXServiceURL(worker.startLocalManagementAgent()));
        } finally {
            worker.detach();
        }
    }

    private static long figure(MBeanServerConnection jmx, ObjectName name, String attribute)
            throws Exception {
        return ((Number) jmx.getAttribute(name, attribute)).longValue();
    }

    @Test
    void countsWhatHappensAndTellsHowFarItHasCome(Stack stack) throws Exception {
        try (Capture capture =
                        stack.capture("CREATE TABLE item (id int PRIMARY KEY, name text)")
                                .start(
                                        "snapshot.mode",
                                        "no_data",
                                        "heartbeat.interval.ms",
                                        "100",
                                        "status.update.interval.ms",
                                        "100");
                Events events = capture.events("public.item");
                JMXConnector connector = attach(stack.worker.pid())) {
            MBeanServerConnection jmx = connector.getMBeanServerConnection();
            ObjectName ours =
                    new ObjectName(
                            "dev.lockstep:type=postgres-source,server=\"" + capture.name + "\"");
            capture.execute(
                    "INSERT INTO item SELECT generate_series(1, 10)",
                    "UPDATE item SET name = 'x' WHERE id <= 3",
                    "DELETE FROM item WHERE id = 1");
            events.next(15);
            await("counts")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> {
                                assertThat(figure(jmx, ours, "inserts-total")).isEqualTo(10);
                                assertThat(figure(jmx, ours, "updates-total")).isEqualTo(3);
                                assertThat(figure(jmx, ours, "deletes-total")).isEqualTo(1);
                                assertThat(figure(jmx, ours, "connected")).isEqualTo(1);
                                assertThat(figure(jmx, ours, "in-flight-records")).isZero();
                                assertThat(figure(jmx, ours, "queue-rows")).isZero();
                                assertThat(figure(jmx, ours, "stored-lsn")).isPositive();
                                assertThat(figure(jmx, ours, "lag-bytes")).isZero();
                                assertThat(figure(jmx, ours, "commit-to-ack-ms-max")).isPositive();
                            });
            capture.execute("SELECT pg_terminate_backend(" + capture.walsender() + ")");
            await("a reconnect")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> {
                                assertThat(figure(jmx, ours, "reconnects-total")).isPositive();
                                assertThat(figure(jmx, ours, "connected")).isEqualTo(1);
                            });
            Set<ObjectName> workers =
                    jmx.queryNames(
                            new ObjectName("kafka.connect:connector=" + capture.name + ",*"), null);
            assertThat(workers)
                    .as("metrics of the worker")
                    .anySatisfy(
                            name -> assertThat(figure(jmx, name, "inserts-total")).isEqualTo(10));
        }
    }
}
