package dev.lockstep.benchmarks;

import dev.lockstep.benchmarks.measure.Result;
import dev.lockstep.benchmarks.report.PerformancePage;
import dev.lockstep.benchmarks.scenario.Scenario;
import dev.lockstep.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the page of the recorded results. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Makes docs/performance.md and its plots of the files in benchmarks/results.")
final class ReportCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        spec.commandLine().getOut().println(write());
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** Writes the page, and says where. */
    static Path write() throws IOException {
        List<Result> results = new ArrayList<>();
        for (Scenario scenario : Scenarios.all()) {
            RunOptions.recordedResults().find(scenario.name()).ifPresent(results::add);
        }
        return new PerformancePage(Bench.home().resolve("docs")).write(results);
    }
}
