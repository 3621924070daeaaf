package dev.lockstep.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.connect.Connector.Task;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorTest {

    @Test
    void cutsTracesDown() {
        String trace =
                "org.apache.kafka.connect.errors.ConnectException: Cannot resume\n"
                        + "\tat a.B.c(B.java:1)";
        assertThat(task("FAILED", trace).reason()).isEqualTo("Cannot resume");
        assertThat(task("FAILED", "Cannot resume: gone").reason()).isEqualTo("Cannot resume: gone");
        assertThat(task("RUNNING", "").reason()).isNull();
    }

    @Test
    void runsWithAllOfItsTasks() {
        assertThat(connector(Map.of(), task("RUNNING", "")).isRunning()).isTrue();
        assertThat(connector(Map.of()).isRunning()).isFalse();
        assertThat(connector(Map.of(), task("RUNNING", ""), task("PAUSED", "")).isRunning())
                .isFalse();
    }

    @Test
    void knowsWhichSlotsItReads() {
        Connector own = source("slot.name", "s", "database.dbname", "d");
        assertThat(own.reads("s", "d")).isTrue();
        assertThat(own.reads("s", "e")).isFalse();
        assertThat(own.reads("t", "d")).isFalse();
        assertThat(source("database.dbname", "d").reads("lockstep", "d")).isTrue();
        assertThat(source("slot.name", "s", "database.dbname", "${file:/a:b}").reads("s", "d"))
                .isTrue();
        assertThat(connector(Map.of("slot.name", "s", "database.dbname", "d")).reads("s", "d"))
                .isFalse();
    }

    private static Task task(String state, String trace) {
        return new Task(0, state, "w", trace);
    }

    private static Connector source(String... options) {
        Map<String, String> config = new java.util.HashMap<>();
        config.put("connector.class", Connector.LOCKSTEP_SOURCE);
        for (int i = 0; i < options.length; i += 2) {
            config.put(options[i], options[i + 1]);
        }
        return connector(config);
    }

    private static Connector connector(Map<String, String> config, Task... tasks) {
        return new Connector("c", "source", "RUNNING", "w", List.of(tasks), config);
    }
}
