package dev.lockstep.benchmarks;

import dev.lockstep.benchmarks.measure.Result;
import dev.lockstep.benchmarks.measure.Settings;
import dev.lockstep.benchmarks.report.ResultFiles;
import dev.lockstep.benchmarks.report.TextTable;
import dev.lockstep.benchmarks.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures one scenario. */
@Command(mixinStandardHelpOptions = true)
final class ScenarioCommand implements Callable<Integer> {

    /** What is written on standard output. */
    enum Output {
        TEXT,
        JSON
    }

    private final Scenario scenario;

    @Mixin private RunOptions options;

    @Option(names = "--output", defaultValue = "text", description = "${COMPLETION-CANDIDATES}")
    private Output output;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there, too.")
    private Path json;

    @Spec private CommandSpec spec;

    ScenarioCommand(Scenario scenario) {
        this.scenario = scenario;
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = options.settings(scenario.sizes(), Instant.MAX);
        Result result =
                new ScenarioRun(scenario, settings, spec.commandLine().getErr())
                        .onOwnStage(options.stage());
        Path file = options.results().write(result);
        if (json != null) {
            Files.writeString(json, ResultFiles.json(result));
        }
        if (output == Output.JSON) {
            spec.commandLine().getOut().print(ResultFiles.json(result));
        } else {
            new TextTable(spec.commandLine().getOut()).print(result);
            spec.commandLine().getOut().println("\nAll figures: " + file);
        }
        spec.commandLine().getOut().flush();
        return result.hasFailures() ? 1 : 0;
    }
}
