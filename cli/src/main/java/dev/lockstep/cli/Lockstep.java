package dev.lockstep.cli;

import dev.lockstep.cli.apply.ApplyCommand;
import dev.lockstep.cli.apply.PlanCommand;
import dev.lockstep.cli.doctor.DoctorCommand;
import dev.lockstep.cli.log.LogCommand;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.slot.SlotsCommand;
import dev.lockstep.cli.status.StatusCommand;
import dev.lockstep.cli.tail.TailCommand;
import dev.lockstep.cli.verify.command.VerifyCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
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
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it went well",
            "1:it could not be done; one line on standard error says why",
            "2:the command line cannot be understood",
            "3:it was done, and found what is not as it should be",
            "130:Ctrl-C ended it"
        },
        footerHeading = "",
        subcommands = {
            DemoCommand.class,
            StatusCommand.class,
            TailCommand.class,
            VerifyCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            DoctorCommand.class,
            SlotsCommand.class,
            LogCommand.class,
            BenchCommand.class,
            CompletionCommand.class
        })
public final class Lockstep implements Runnable {

    private static final Set<String> STARTS_SERVERS = Set.of("demo");
    private static final String SERVERS = "/dev/lockstep/embedded/KafkaBroker.class";

    @Option(
            names = "--verbose",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show the whole trace of a failure.")
    private boolean verbose;

    @Spec private CommandSpec spec;

    private Lockstep() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exitCode = run(out, err, arguments);
        out.flush();
        System.exit(exitCode);
    }

    /** Runs a command line inside of this process, and returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return commandLine().setOut(out).setErr(err).execute(arguments);
    }

    static CommandLine commandLine() {
        Lockstep lockstep = new Lockstep();
        return new CommandLine(lockstep)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Lockstep::execute)
                .setParameterExceptionHandler((failure, arguments) -> misunderstood(failure))
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> lockstep.failed(failure, command.getErr()));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? Try: lockstep demo");
    }

    /** The distribution leaves out the servers, and with them the commands that start some. */
    private static int execute(ParseResult parsed) {
        ParseResult command = parsed.subcommand();
        if (command != null
                && STARTS_SERVERS.contains(command.commandSpec().name())
                && !command.isUsageHelpRequested()
                && Lockstep.class.getResource(SERVERS) == null) {
            CommandLine line = command.commandSpec().commandLine();
            CommandException noServers =
                    new CommandException(
                            "Cannot run lockstep "
                                    + command.commandSpec().name()
                                    + ": the servers that it starts are not in this distribution."
                                    + " Run it in a clone of Lockstep's source, which fetches"
                                    + " them.");
            throw new ExecutionException(line, noServers.getMessage(), noServers);
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int misunderstood(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("lockstep: " + failure.getMessage());
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    private int failed(Exception failure, PrintWriter err) {
        err.println("lockstep: " + message(failure));
        if (verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
        return ExitCode.FAILURE;
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
