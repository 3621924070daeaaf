package dev.lockstep.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectWorkerTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String FILE_SOURCE =
            "org.apache.kafka.connect.file.FileStreamSourceConnector";

    private static KafkaBroker broker;

    @BeforeAll
    static void start() {
        broker = KafkaBroker.builder().quickStart().start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void runsAConnectorAndSurvivesAKillAndLeavesNothingBehind(@TempDir Path input)
            throws Exception {
        Path home;
        try (ConnectWorker worker = worker().start()) {
            home = worker.logFile().getParent();
            ConnectRest rest = worker.rest();
            assertThat(rest.plugins())
                    .extracting(ConnectRest.Plugin::className)
                    .contains(FILE_SOURCE, "org.apache.kafka.connect.json.JsonConverter");

            assertThat(rest.validate(Map.of("connector.class", FILE_SOURCE, "name", "lines")))
                    .containsOnlyKeys("topic");

            Path file = Files.writeString(input.resolve("lines.txt"), "first\n");
            rest.configure("lines", config(file));
            rest.awaitRunning("lines", TIMEOUT);
            worker.kill();
            worker.start();
            rest.awaitRunning("lines", TIMEOUT);
            assertThat(worker.cpuTime()).isPositive();

            rest.stop("lines");
            rest.awaitState("lines", "STOPPED", TIMEOUT);
            assertThat(rest.offsets("lines").toString()).contains("\"position\":6");
            rest.delete("lines");
            assertThatThrownBy(() -> rest.status("lines")).hasMessageContaining("404");
        }
        assertThat(home).doesNotExist();
    }

    @Test
    void quotesTheLogWhenAPropertyIsWrong() {
        assertThatThrownBy(() -> worker().property("offset.flush.interval.ms", "soon").start())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("Cannot start Kafka Connect")
                .hasMessageContaining("offset.flush.interval.ms");
    }

    private static ConnectWorker.Builder worker() {
        return ConnectWorker.builder(broker.bootstrapServers())
                .pluginPath(Path.of(System.getProperty("plugins")))
                .offsetFlushInterval(Duration.ofMillis(100))
                .heap("256m")
                .quickStart();
    }

    private static Map<String, String> config(Path file) {
        return Map.of(
                "connector.class",
                FILE_SOURCE,
                "topic",
                "lines",
                "file",
                file.toString(),
                "value.converter",
                "org.apache.kafka.connect.storage.StringConverter");
    }
}
