package dev.lockstep.cli.status;

import dev.lockstep.cli.connect.Cluster;
import dev.lockstep.cli.connect.ConnectOptions;
import dev.lockstep.cli.connect.DatabaseOptions;
import dev.lockstep.cli.connect.KafkaOptions;
import dev.lockstep.cli.live.Screen;
import dev.lockstep.cli.option.ByteSizeConverter;
import dev.lockstep.cli.option.DurationConverter;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.output.OutputOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows a pipeline and judges it. */
@Command(
        name = "status",
        description = {
            "Shows connectors and tasks, the replication slot of each Lockstep source, and with"
                + " --bootstrap-servers how far each sink is behind: in changes, in bytes of the"
                + " source's log, and in time since the oldest change that waits.",
            "",
            "The databases are those of the sources' configurations; the options for databases"
                    + " override what these say.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lockstep status",
            "  lockstep status --bootstrap-servers kafka:9092 --max-lag 30s --max-retained 5GB",
            "  lockstep status --watch"
        },
        exitCodeList = {
            "0:everything runs and is within its limits",
            "1:something could not be looked at; a line says why",
            "2:the command line cannot be understood",
            "3:a task has failed, a slot is invalidated, or a limit is exceeded",
            "130:Ctrl-C ended it"
        })
public final class StatusCommand implements Callable<Integer> {

    private static final String CLEAR_SCREEN = "\u001B[H\u001B[2J";

    @Option(
            names = "--connector",
            paramLabel = "NAME",
            description = "Show this one only (default: all).")
    private String connector;

    @Option(
            names = "--max-lag",
            paramLabel = "LAG",
            converter = LagLimit.Converter.class,
            description =
                    "How far a sink may be behind: 1000 (changes), 30s, or 64MB of log. Can be"
                            + " given more than once.")
    private List<LagLimit> lags = new ArrayList<>();

    @Option(
            names = "--max-retained",
            paramLabel = "SIZE",
            converter = ByteSizeConverter.class,
            description = "How much log the slot of a source may keep.")
    private Long retained;

    @Option(names = "--skip-database", description = "Do not ask the sources' databases.")
    private boolean skipDatabase;

    @Option(
            names = "--watch",
            paramLabel = "TIME",
            arity = "0..1",
            fallbackValue = "2s",
            converter = DurationConverter.class,
            description = "Repeat until Ctrl-C, with this time between (default: 2s).")
    private Duration watch;

    @Mixin private OutputOptions output;

    @ArgGroup(validate = false, heading = "%nKafka Connect:%n")
    private final ConnectOptions connect = new ConnectOptions();

    @ArgGroup(validate = false, heading = "%nKafka:%n")
    private final KafkaOptions kafka = new KafkaOptions();

    @ArgGroup(validate = false, heading = "%nDatabase:%n")
    private final DatabaseOptions database = new DatabaseOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        if (!lags.isEmpty() && !kafka.isNamed()) {
            throw new ParameterException(
                    spec.commandLine(), "--max-lag needs --bootstrap-servers to know lags");
        }
        int exitCode = show();
        while (watch != null && !Thread.interrupted()) {
            LockSupport.parkNanos(watch.toNanos());
            exitCode = show();
        }
        return exitCode;
    }

    private int show() {
        Optional<Cluster> cluster =
                kafka.isNamed() ? Optional.of(kafka.cluster()) : Optional.empty();
        StatusReport report =
                new StatusReader(
                                connect.client(),
                                skipDatabase ? Optional.empty() : Optional.of(database),
                                cluster)
                        .read(connector, new Limits(lags, retained));
        if (watch != null && !output.isJson() && Screen.ofThisProcess().terminal()) {
            output.out().print(CLEAR_SCREEN);
        }
        output.print(report, () -> new StatusText(report));
        if (!report.problems().isEmpty()) {
            return ExitCode.FAILURE;
        }
        return report.alarms().isEmpty() ? ExitCode.OK : ExitCode.ALARM;
    }
}
