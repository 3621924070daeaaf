package dev.lockstep.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.benchmarks.measure.Result;
import dev.lockstep.benchmarks.measure.Settings;
import dev.lockstep.benchmarks.measure.Side;
import dev.lockstep.benchmarks.measure.Size;
import dev.lockstep.benchmarks.report.PerformancePage;
import dev.lockstep.benchmarks.report.ResultFiles;
import dev.lockstep.benchmarks.scenario.Scenario;
import dev.lockstep.benchmarks.scenario.Scenarios;
import dev.lockstep.benchmarks.stage.Stage;
import dev.lockstep.benchmarks.stage.StageOptions;
import dev.lockstep.benchmarks.stage.WorkerUse;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every scenario in its smallest form, on one set of servers and in one worker: that all rows of
 * each side arrive, and that its result is complete. Of a side that several scenarios have, one is
 * enough.
 */
class ScenariosIT {

    private static final StageOptions OPTIONS =
            new StageOptions(
                    Path.of(System.getProperty("lockstep.plugins")),
                    List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                    WorkerUse.SHARED);

    private static Stage stage;

    @TempDir private Path folder;

    @BeforeAll
    static void startServers() {
        stage = Stage.start(OPTIONS);
    }

    @AfterAll
    static void stopServers() {
        stage.close();
    }

    /** The scenario, its sections and its sides. */
    static Stream<Arguments> smallest() {
        return Stream.of(
                Arguments.of(
                        "capture-drain",
                        "inserts,large,avro",
                        "lockstep,debezium_default,raw_reader"),
                Arguments.of("capture-latency", "slow", "lockstep"),
                Arguments.of("replica", "upserts", "lockstep,debezium_unnest,copy_and_merge"),
                Arguments.of("snapshot", "one-table", "lockstep,copy"),
                Arguments.of("pipeline", "inserts", "lockstep,debezium"),
                Arguments.of("big-transaction", "inserts", "lockstep"),
                Arguments.of("cache", "inserts", "lockstep,by_hand,bare"),
                Arguments.of("search", "inserts", "lockstep,bare"),
                Arguments.of("converter", "capture", "lockstep_kafka_json"),
                Arguments.of("many-tables", "inserts", "one"),
                Arguments.of("growth", "tables,row-size,sink-tasks", "10,2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("smallest")
    void everySideHandsOverAllRows(String name, String sections, String sides) throws Exception {
        Result result =
                run(scenario(name), List.of(sections.split(",")), List.of(sides.split(",")));

        assertThat(result.sections())
                .hasSize(sections.split(",").length)
                .allSatisfy(section -> assertThat(section.sides()).isNotEmpty());
        assertThat(result.sections().stream().flatMap(section -> section.sides().stream()))
                .allSatisfy(ScenariosIT::isComplete);
        assertThat(result.versions()).containsKeys("Lockstep", "Debezium", "PostgreSQL", "Java");
        ResultFiles files = new ResultFiles(folder);
        Path file = files.write(result);
        assertThat(ResultFiles.read(file)).isEqualTo(result);
        Path page = new PerformancePage(folder).write(List.of(result));
        assertThat(Files.readString(page)).contains("## " + name, ".svg)");
    }

    @Test
    void everyScenarioHasASmallestForm() {
        assertThat(smallest().map(arguments -> arguments.get()[0]))
                .containsExactlyInAnyOrderElementsOf(
                        Scenarios.all().stream().map(Scenario::name).toList());
    }

    private static Result run(Scenario scenario, List<String> sections, List<String> sides)
            throws Exception {
        Settings settings =
                new Settings(new Size(1, 1_000, 1_000), sides, sections, Map.of(), Instant.MAX);
        PrintWriter progress = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        return new ScenarioRun(scenario, settings, progress).on(stage);
    }

    private static void isComplete(Side side) {
        assertThat(side.failures()).isEmpty();
        assertThat(side.rounds()).hasSize(1);
        assertThat(side.rounds().get(0).figures().values())
                .isNotEmpty()
                .allSatisfy(figure -> assertThat(figure).isFinite().isNotNegative());
    }

    private static Scenario scenario(String name) {
        return Scenarios.all().stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
