package dev.lockstep.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code lockstep} command. */
@Command(
        name = "lockstep",
        mixinStandardHelpOptions = true,
        versionProvider = Lockstep.Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Keeps what you build on a database in step with it: every change of its rows, in"
                    + " commit order, through Kafka.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "",
        subcommands = DemoCommand.class)
public final class Lockstep implements Runnable {

    @Spec private CommandSpec spec;

    private Lockstep() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Lockstep())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            command.getErr().println("lockstep: " + message(failure));
                            command.getErr().flush();
                            return ExitCode.FAILURE;
                        });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? Try: lockstep demo");
    }

    private static String message(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Lockstep.class.getPackage().getImplementationVersion();
            return new String[] {"lockstep " + (version == null ? "(not packaged)" : version)};
        }
    }
}
