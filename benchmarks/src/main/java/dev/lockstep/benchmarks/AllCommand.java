package dev.lockstep.benchmarks;

import dev.lockstep.benchmarks.measure.Result;
import dev.lockstep.benchmarks.report.TextTable;
import dev.lockstep.benchmarks.scenario.Scenario;
import dev.lockstep.benchmarks.scenario.Scenarios;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures one scenario after the other; one that fails does not keep the others from it. */
@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        description = {
            "Measures all scenarios. With --record their results are kept in benchmarks/results,"
                    + " and docs/performance.md is made of them."
        })
final class AllCommand implements Callable<Integer> {

    @Mixin private RunOptions options;

    @Option(
            names = "--budget",
            converter = Minutes.class,
            description =
                    "How long it may take, such as 25m. What does not fit any more is left out.")
    private Duration budget = Duration.ofDays(1);

    @Option(names = "--scenario", split = ",", description = "Only these scenarios.")
    private List<String> scenarios = List.of();

    @Spec private CommandSpec spec;

    /** Reads 25m, 90s or 2h. */
    static final class Minutes implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String value) {
            return Duration.parse("PT" + value);
        }
    }

    @Override
    public Integer call() throws Exception {
        Instant deadline = Instant.now().plus(budget);
        List<String> troubles = new ArrayList<>();
        for (Scenario scenario : Scenarios.all()) {
            if (scenarios.isEmpty() || scenarios.contains(scenario.name())) {
                measure(scenario, deadline, troubles);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        if (options.isRecorded()) {
            out.println("\nPage: " + ReportCommand.write());
        }
        troubles.forEach(out::println);
        out.flush();
        return troubles.isEmpty() ? 0 : 1;
    }

    private void measure(Scenario scenario, Instant deadline, List<String> troubles) {
        PrintWriter err = spec.commandLine().getErr();
        Duration takes =
                options.isQuick() ? scenario.sizes().quickTakes() : scenario.sizes().takes();
        if (Instant.now().plus(takes).isAfter(deadline)) {
            troubles.add(scenario.name() + " was left out: it takes " + takes.toSeconds() + " s");
            return;
        }
        err.println(scenario.name() + ", about " + takes.toSeconds() + " s");
        err.flush();
        Instant begun = Instant.now();
        try {
            Result result =
                    new ScenarioRun(scenario, options.settings(scenario.sizes(), deadline), err)
                            .onOwnStage(options.stage());
            options.results().write(result);
            new TextTable(spec.commandLine().getOut()).print(result);
            if (result.hasFailures()) {
                troubles.add(scenario.name() + " has rounds that failed");
            }
        } catch (Exception e) {
            troubles.add(scenario.name() + " failed: " + e);
        }
        err.println(
                scenario.name()
                        + " took "
                        + Duration.between(begun, Instant.now()).toSeconds()
                        + " s");
        err.flush();
    }
}
