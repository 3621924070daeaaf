package dev.lockstep.benchmarks;

import dev.lockstep.benchmarks.measure.Settings;
import dev.lockstep.benchmarks.measure.Size;
import dev.lockstep.benchmarks.report.ResultFiles;
import dev.lockstep.benchmarks.scenario.Sizes;
import dev.lockstep.benchmarks.stage.StageOptions;
import dev.lockstep.benchmarks.stage.WorkerUse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of everything that measures. */
final class RunOptions {

    private static final String UNRECORDED = "benchmarks/target/results";

    @Option(names = "--rounds", description = "Measured rounds.")
    private Integer rounds;

    @Option(names = "--rows", description = "Rows or changes that are measured.")
    private Integer rows;

    @Option(names = "--warmup-rows", description = "Rows that are handed over before.")
    private Integer warmupRows;

    @Option(
            names = "--quick",
            description = "Fewer rounds and rows, and a contender keeps its worker.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            description = "Measure only these sides, such as lockstep,debezium.")
    private List<String> only = List.of();

    @Option(names = "--section", split = ",", description = "Hold only these sections.")
    private List<String> sections = List.of();

    @Option(
            names = "--producer",
            description = "An option of every source's producer, as in batch.size=262144.")
    private Map<String, String> producer = Map.of();

    @Option(names = "--jvm-option", description = "An option of the workers' JVM.")
    private List<String> jvmOptions = List.of();

    @Option(
            names = "--workers",
            description =
                    "${COMPLETION-CANDIDATES}: which turns share a worker; kept with --quick, else"
                            + " fresh.")
    private WorkerUse workers;

    @Option(names = "--plugins", description = "Folder of unpacked archives.")
    private Path plugins;

    @Option(
            names = "--record",
            description = "Keep the result in benchmarks/results, of which the page is made.")
    private boolean recorded;

    /** What is measured, until this time at the latest. */
    Settings settings(Sizes sizes, Instant deadline) {
        Size size = quick ? sizes.quick() : sizes.usual();
        return new Settings(
                new Size(
                        rounds == null ? size.rounds() : rounds,
                        rows == null ? size.rows() : rows,
                        warmupRows == null ? size.warmupRows() : warmupRows),
                only,
                sections,
                producer,
                deadline);
    }

    /** What the servers are like. */
    StageOptions stage() {
        WorkerUse usual = quick ? WorkerUse.KEPT : WorkerUse.FRESH;
        return new StageOptions(
                plugins == null ? Bench.home().resolve("benchmarks/target/plugins") : plugins,
                jvmOptions,
                workers == null ? usual : workers);
    }

    boolean isQuick() {
        return quick;
    }

    boolean isRecorded() {
        return recorded;
    }

    /** Where results are kept. */
    ResultFiles results() {
        return recorded ? recordedResults() : new ResultFiles(Bench.home().resolve(UNRECORDED));
    }

    /** Where those are that the page is made of. */
    static ResultFiles recordedResults() {
        return new ResultFiles(Bench.home().resolve("benchmarks/results"));
    }
}
