package dev.lockstep.benchmarks;

import dev.lockstep.benchmarks.scenario.Scenario;
import dev.lockstep.benchmarks.scenario.Scenarios;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code lockstep bench} command, which has a command for each scenario. */
@Command(
        name = "lockstep bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "SCENARIO",
        description = {
            "Measures Lockstep beside what one would use instead: same servers, same data, in"
                    + " turn.",
            "Without a scenario it lists them.",
            ""
        },
        commandListHeading = "%nScenarios and commands:%n",
        optionListHeading = "%nOptions:%n",
        subcommands = {AllCommand.class, ReportCommand.class})
public final class Bench implements Runnable {

    @Spec private CommandSpec spec;

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** With a command for each scenario. */
    static CommandLine commandLine() {
        CommandLine bench = new CommandLine(new Bench());
        for (Scenario scenario : Scenarios.all()) {
            CommandLine command = new CommandLine(new ScenarioCommand(scenario));
            command.getCommandSpec()
                    .usageMessage()
                    .description("Measures " + scenario.measures() + ".");
            bench.addSubcommand(scenario.name(), command);
        }
        return bench.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            command.getErr().println("lockstep bench: " + failure);
                            return 1;
                        });
    }

    /** The folder of the sources, in which builds and results are. */
    static Path home() {
        return Path.of(System.getProperty("lockstep.home", "."));
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        String row = "  %-16s %-75s %9s %9s%n";
        out.printf(Locale.ROOT, row, "scenario", "measures", "takes", "--quick");
        for (Scenario scenario : Scenarios.all()) {
            out.printf(
                    Locale.ROOT,
                    row,
                    scenario.name(),
                    scenario.measures(),
                    minutes(scenario.sizes().takes().toSeconds()),
                    minutes(scenario.sizes().quickTakes().toSeconds()));
        }
        out.println();
        out.println("lockstep bench SCENARIO --quick   measures one of them, a first impression");
        out.println("lockstep bench all --quick        measures all, and makes the page of it");
        out.println("lockstep bench SCENARIO --help    shows the options");
        out.flush();
    }

    private static String minutes(long seconds) {
        return String.format(Locale.ROOT, "%.1f min", seconds / 60.0);
    }
}
