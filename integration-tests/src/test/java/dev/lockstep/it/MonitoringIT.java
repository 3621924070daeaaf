package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.embedded.ConnectWorker;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The files in {@code monitoring/}: Prometheus' exporter shows of a worker what our rules say, and
 * alerts and dashboards ask for nothing else.
 */
@ExtendWith(Stack.Shared.class)
class MonitoringIT {

    private static final Path FILES = Path.of(System.getProperty("lockstep.monitoring"));
    private static final Path AGENT = Path.of(System.getProperty("lockstep.jmx.exporter"));
    private static final Path DOCS = Path.of(System.getProperty("lockstep.docs"));
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: ");
    private static final Pattern EXPRESSION = Pattern.compile("(?m)^ +expr: (.+)$");
    private static final Pattern LABEL = Pattern.compile("\\$labels\\.([a-z_]+)");

    private static Scrape scrape;
    private static String source;
    private static String sink;
    private static String failed;

    /**
     * A worker with a source, a sink that applies and one that cannot; asked until all is there.
     */
    @BeforeAll
    static void askAWorker(Stack stack) throws Exception {
        int port = freePort();
        try (ConnectWorker worker = worker(stack, port);
                Capture capture =
                        stack.capture(
                                stack.postgres,
                                worker,
                                "CREATE TABLE item (id int PRIMARY KEY, name text)");
                Replica replica =
                        new Replica(
                                worker,
                                stack.postgres,
                                capture,
                                "CREATE TABLE item (id int PRIMARY KEY, name text)");
                Sink broken = new Sink(worker, capture.name + "-broken")) {
            source = capture.name;
            sink = replica.name;
            failed = broken.name;
            capture.start(Replica.WITH_SCHEMAS);
            capture.execute(
                    "INSERT INTO item SELECT generate_series(1, 10)",
                    "DELETE FROM item WHERE id = 1");
            replica.start(Replica.WITH_SCHEMAS);
            replica.awaitEqual("item");
            broken.start(
                    replica.config(Replica.withSchemas("table.name.format", "public.nothing")));
            broken.awaitFailure();
            await("figures of all tasks")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> {
                                scrape = Scrape.of(exporter(port));
                                assertFiguresAreThere();
                            });
        }
    }

    private static ConnectWorker worker(Stack stack, int port) {
        Path rules = FILES.resolve("prometheus/jmx-exporter.yml");
        return Stack.worker(stack.kafka)
                .pluginPath(Stack.archives("lockstep"))
                .jvmOption("-javaagent:" + AGENT + "=127.0.0.1:" + port + ":" + rules)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static URI exporter(int port) {
        return URI.create("http://127.0.0.1:" + port + "/metrics");
    }

    private static void assertFiguresAreThere() {
        assertThat(value("lockstep_source_inserts_total", "server", source)).isEqualTo(10);
        assertThat(value("lockstep_source_deletes_total", "server", source)).isEqualTo(1);
        assertThat(value("lockstep_source_connected", "server", source)).isEqualTo(1);
        assertThat(value("lockstep_sink_deletes_total", "connector", sink)).isEqualTo(1);
        assertThat(value("lockstep_sink_retrying", "connector", sink)).isZero();
        assertThat(value("kafka_connect_sink_records_lag", "connector", sink)).isZero();
        assertThat(status(source)).isEqualTo("running");
        assertThat(status(failed)).isEqualTo("failed");
    }

    private static double value(String name, String label, String wanted) {
        return scrape.samples(name).stream()
                .filter(sample -> wanted.equals(sample.labels().get(label)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " of " + wanted))
                .value();
    }

    private static String status(String connector) {
        return scrape.samples("kafka_connect_task_status").stream()
                .filter(sample -> connector.equals(sample.labels().get("connector")))
                .map(sample -> sample.labels().get("status"))
                .findFirst()
                .orElse("not there");
    }

    @ParameterizedTest
    @CsvSource({"metrics.md, source", "sink-metrics.md, sink"})
    void everyFigureOfTheReferenceIsShown(String file, String side) throws Exception {
        String page = Files.readString(DOCS.resolve("reference").resolve(file));
        List<String> names =
                ROW.matcher(page)
                        .results()
                        .map(
                                row ->
                                        "lockstep_%s_%s"
                                                .formatted(side, row.group(1).replace('-', '_')))
                        .toList();
        assertThat(names).hasSizeGreaterThan(10);
        assertThat(scrape.names()).containsAll(names);
    }

    @Test
    void theExporterShowsNothingThatItHasNotBeenTold() {
        assertThat(scrape.names())
                .allMatch(
                        name ->
                                name.matches(
                                        "(lockstep_(source|sink)|kafka_connect|j[vm]+x?"
                                                + "|process|java)_.*"));
    }

    @Test
    void everyAlertAsksForWhatIsThere() throws Exception {
        String[] alerts = ALERT.split(Files.readString(FILES.resolve("prometheus/alerts.yml")));
        assertThat(alerts).hasSizeGreaterThan(10);
        for (int i = 1; i < alerts.length; i++) {
            List<String> expressions =
                    EXPRESSION.matcher(alerts[i]).results().map(found -> found.group(1)).toList();
            assertThat(expressions).as(alerts[i]).hasSize(1);
            scrape.assertAnswers(expressions.get(0));
            assertThat(scrape.labels(expressions.get(0)))
                    .as(alerts[i])
                    .containsAll(
                            LABEL.matcher(alerts[i])
                                    .results()
                                    .map(found -> found.group(1))
                                    .toList());
        }
    }

    @Test
    void everyPanelAsksForWhatIsThere() throws Exception {
        File[] dashboards = FILES.resolve("grafana").toFile().listFiles();
        assertThat(dashboards).hasSize(2);
        for (File dashboard : dashboards) {
            JsonNode root = new ObjectMapper().readTree(dashboard);
            List<String> queries = new ArrayList<>(root.findValuesAsText("expr"));
            root.path("templating").path("list").findValuesAsText("query").stream()
                    .filter(query -> query.startsWith("label_values"))
                    .forEach(queries::add);
            assertThat(queries).as(dashboard.getName()).hasSizeGreaterThan(8);
            queries.forEach(scrape::assertAnswers);
            assertThat(root.path("panels").findValuesAsText("title")).doesNotHaveDuplicates();
        }
    }
}
