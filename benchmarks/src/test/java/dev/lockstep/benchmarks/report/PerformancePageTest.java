package dev.lockstep.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Goal;
import dev.lockstep.benchmarks.measure.Heading;
import dev.lockstep.benchmarks.measure.Machine;
import dev.lockstep.benchmarks.measure.Result;
import dev.lockstep.benchmarks.measure.Round;
import dev.lockstep.benchmarks.measure.Section;
import dev.lockstep.benchmarks.measure.Side;
import dev.lockstep.benchmarks.scenario.Scenario;
import dev.lockstep.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

class PerformancePageTest {

    @TempDir private Path folder;

    private static final Section DRAIN =
            new Section(
                    Heading.of("inserts", "Inserts", "events")
                            .comparedWith("debezium")
                            .goal(Goal.times("lockstep", Figure.RATE, "debezium", 6))
                            .goal(Goal.value("lockstep", Figure.P99, 10)),
                    List.of(
                            side(
                                    "lockstep",
                                    round(300_000, 7.5),
                                    round(200_000, 8),
                                    round(100_000, 9)),
                            side("debezium", round(50_000, 20)),
                            new Side("broken", Map.of(), List.of(), List.of("it\nfell over"))));

    private static final Section CURVE =
            new Section(
                    Heading.of("tables", "Tables", "events").over("tables"),
                    List.of(side("1", round(100, 1)), side("500", round(90, 2))));

    @Test
    void thePageHasMediansRatiosGoalsAndFailures() throws Exception {
        String page = Files.readString(new PerformancePage(folder).write(List.of(result())));

        assertThat(page)
                .contains("| lockstep | 200,000 (100,000 – 300,000) | 8.00 (7.50 – 9.00) |")
                .contains("lockstep to debezium: 4.00 × the rate, 0.40 × the p99")
                .contains("lockstep to be 6.00 times as good as debezium in rate: missed, 4.00")
                .contains("lockstep to have at most 10.00 p99 ms: met, 8.00")
                .contains("- broken failed: it fell over")
                .contains("slot.name=lockstep");
    }

    @Test
    void plotsAreWellFormedAndBeginAtZero() throws Exception {
        new PerformancePage(folder).write(List.of(result()));

        Path bars = folder.resolve("performance/drain-inserts-rate.svg");
        NodeList boxes = elements(bars, "rect");
        assertThat(boxes.getLength()).isEqualTo(2);
        double ours = width(boxes, 0);
        assertThat(width(boxes, 1)).isEqualTo(ours / 4, within(0.1));
        Path curve = folder.resolve("performance/drain-tables-rate.svg");
        assertThat(elements(curve, "circle").getLength()).isEqualTo(2);
    }

    @Test
    void plotsOfFormerResultsGo() throws Exception {
        new PerformancePage(folder).write(List.of(result()));
        new PerformancePage(folder).write(List.of());

        try (Stream<Path> plots = Files.list(folder.resolve("performance"))) {
            assertThat(plots).isEmpty();
        }
    }

    @Test
    void aResultIsReadAsItWasWritten() throws Exception {
        Path file = new ResultFiles(folder).write(result());

        assertThat(ResultFiles.read(file)).isEqualTo(result());
        assertThat(Files.readString(file)).contains("\"perSecond\" : 200000.0");
    }

    @Test
    void theTableOnTheTerminalHasTheSame() {
        StringWriter text = new StringWriter();
        new TextTable(new PrintWriter(text)).print(result());

        assertThat(text.toString())
                .contains("drain, inserts: Inserts")
                .contains("200,000 (100,000 – 300,000)")
                .contains("goal: lockstep to have at most 10.00 p99 ms: met, 8.00");
    }

    @Test
    void theRecordedPageIsMadeOfTheRecordedResults() throws Exception {
        List<Result> results = recorded();
        Path page = Path.of("../docs/performance.md");

        assertThat(Files.exists(page)).isEqualTo(!results.isEmpty());
        if (!results.isEmpty()) {
            String made = Files.readString(new PerformancePage(folder).write(results));
            assertThat(Files.readString(page))
                    .as("docs/performance.md; make it anew by ./lockstep bench report")
                    .isEqualTo(made);
        }
    }

    /** In the order of the page. */
    private static List<Result> recorded() throws IOException {
        ResultFiles files = new ResultFiles(Path.of("results"));
        List<Result> results = new ArrayList<>();
        for (Scenario scenario : Scenarios.all()) {
            files.find(scenario.name()).ifPresent(results::add);
        }
        return results;
    }

    private static Result result() {
        return new Result(
                "drain",
                "how fast it drains",
                "2026-11-20T20:00:00Z",
                new Machine("a processor", 2, 8_192, "Linux", 0.1),
                Map.of("Kafka", "4"),
                Map.of("rows", "10"),
                List.of(DRAIN, CURVE));
    }

    private static Side side(String name, Round... rounds) {
        return new Side(name, Map.of("slot.name", name), List.of(rounds), List.of());
    }

    private static Round round(double rate, double latency) {
        return Round.of(Figure.RATE, rate).with(Figure.P99, latency);
    }

    private static NodeList elements(Path plot, String tag) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(plot.toFile())
                .getElementsByTagName(tag);
    }

    private static double width(NodeList boxes, int index) {
        String width = boxes.item(index).getAttributes().getNamedItem("width").getNodeValue();
        return Double.parseDouble(width);
    }
}
