package dev.lockstep.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Stands for the benchmarks in the list of commands. They are no part of this program: in a clone
 * the script that starts it builds and runs them instead.
 */
@Command(
        name = "bench",
        description = {
            "Measures Lockstep beside what one would use instead, on this machine. In a clone of"
                    + " the sources only; lockstep bench lists what it measures.",
            ""
        })
final class BenchCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..*",
            description = "What to measure, and options.")
    private List<String> arguments = List.of();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "Cannot measure "
                        + (arguments.isEmpty() ? "anything" : arguments.get(0))
                        + " here: the benchmarks are built from the sources. Run ./lockstep bench"
                        + " in a clone of them.");
    }
}
