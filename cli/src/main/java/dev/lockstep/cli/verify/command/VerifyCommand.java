package dev.lockstep.cli.verify.command;

import dev.lockstep.cli.connect.ConnectClient;
import dev.lockstep.cli.connect.ConnectOptions;
import dev.lockstep.cli.connect.DatabaseOptions;
import dev.lockstep.cli.connect.KafkaOptions;
import dev.lockstep.cli.option.DurationConverter;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.output.OutputOptions;
import dev.lockstep.cli.verify.OffsetPassage;
import dev.lockstep.cli.verify.Passage;
import dev.lockstep.cli.verify.TableResult;
import dev.lockstep.cli.verify.Verifier;
import dev.lockstep.cli.verify.VerifyLimits;
import dev.lockstep.cli.verify.VerifyProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockstep verify}. */
@Command(
        name = "verify",
        description = {
            "Compares what a sink keeps with the tables it comes from, row by row, while both are"
                    + " live; tells the rows that differ, and has them sent again.",
            ""
        },
        exitCodeList = {
            "0:the target has what the source has",
            "1:it could not be told; one line on standard error says why",
            "2:the command line cannot be understood",
            "3:rows differ",
            "130:Ctrl-C ended it"
        })
public final class VerifyCommand implements Callable<Integer> {

    private static final Duration SETTLING = Duration.ofSeconds(5);

    @Parameters(
            paramLabel = "SINK",
            description =
                    "The sink connector: of a database, OpenSearch or Redis. Where its target is"
                            + " comes from its configuration.")
    private String sink;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "The source connector (default: the one whose topics the sink reads).")
    private String source;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Compare this table only, schema.table or the table alone. Can be given more"
                            + " than once.")
    private Set<String> tables = Set.of();

    @Option(
            names = "--repair",
            description =
                    "Have the source send missing and different rows again, by its signal table,"
                            + " and compare them again.")
    private boolean repair;

    @Option(names = "--show-values", description = "Show the values that differ, too.")
    private boolean showValues;

    @Option(
            names = "--chunk-rows",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many rows are read at a time (default: 2000).")
    private int chunkRows;

    @Option(
            names = "--max-differences",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many rows are followed up per table (default: 1000).")
    private int maxDifferences;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "3m",
            converter = DurationConverter.class,
            description =
                    "How long to wait for the sink to pass the rows that differ, and for repaired"
                            + " rows to arrive (default: 3m).")
    private Duration patience;

    @Mixin private OutputOptions output;

    @ArgGroup(validate = false, heading = "%nKafka Connect:%n")
    private final ConnectOptions connect = new ConnectOptions();

    @ArgGroup(
            validate = false,
            heading =
                    "%nKafka (with it a row counts as different when the sink's offsets are past"
                            + " it, else when it stays so for 5 s):%n")
    private final KafkaOptions kafka = new KafkaOptions();

    @ArgGroup(validate = false, heading = "%nDatabase of the source:%n")
    private final DatabaseOptions database = new DatabaseOptions();

    @ArgGroup(validate = false, heading = "%nTarget:%n")
    private final TargetOptions target = new TargetOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        if (chunkRows < 1 || chunkRows > 100_000 || maxDifferences < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--chunk-rows is from 1 to 100000, --max-differences at least 1");
        }
        ConnectClient client = connect.client();
        Pair pair = Pair.find(client, sink, source);
        if (!kafka.isNamed()) {
            return verify(pair, Passage.afterSettling(SETTLING));
        }
        try (OffsetPassage passage =
                new OffsetPassage(client, kafka.cluster(), pair.source(), pair.sink())) {
            return verify(pair, passage);
        }
    }

    private int verify(Pair pair, Passage passage) {
        PrintWriter err = spec.commandLine().getErr();
        if (!pair.sink().isRunning()) {
            err.println(sink + " does not run: rows may differ because it is behind.");
        }
        Consumer<VerifyProgress> progress = new ProgressLines(err);
        Map<String, String> config = pair.source().config();
        VerifyLimits limits =
                new VerifyLimits(tables, chunkRows, patience, maxDifferences, showValues);
        try (Verifier verifier =
                Verifier.open(
                        database.connect(config),
                        config,
                        target.applied(pair.sink().config()),
                        passage,
                        limits)) {
            if (repair) {
                verifier.checkRepair();
            }
            List<TableResult> results = verifier.compare(progress);
            if (!repair || !VerifyReport.differ(results)) {
                return report(pair, passage, results, null);
            }
            List<TableResult> after;
            try {
                after = verifier.repair(results, progress);
            } catch (CommandException e) {
                // What the comparison took is not thrown away with it.
                int code = report(pair, passage, results, null);
                err.println("lockstep: " + e.getMessage());
                err.flush();
                return code;
            }
            return report(pair, passage, after, VerifyReport.repaired(results, after));
        }
    }

    private int report(Pair pair, Passage passage, List<TableResult> results, Long repaired) {
        VerifyReport report =
                new VerifyReport(
                        pair.source().name(),
                        sink,
                        passage.basis(),
                        new ArrayList<>(results),
                        repaired);
        output.print(report, () -> new VerifyText(report));
        PrintWriter err = spec.commandLine().getErr();
        report.failures().forEach(failure -> err.println("lockstep: " + failure));
        err.flush();
        if (report.equal()) {
            return ExitCode.OK;
        }
        return report.differences() > 0 ? ExitCode.ALARM : ExitCode.FAILURE;
    }
}
