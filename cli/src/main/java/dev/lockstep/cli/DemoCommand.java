package dev.lockstep.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.lockstep.cli.check.CheckReport;
import dev.lockstep.cli.check.CheckRun;
import dev.lockstep.cli.check.EqualityWatch;
import dev.lockstep.cli.live.Keyboard;
import dev.lockstep.cli.live.LiveView;
import dev.lockstep.cli.live.Screen;
import dev.lockstep.cli.live.TargetWatch;
import dev.lockstep.cli.option.DurationConverter;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.shop.EventReader;
import dev.lockstep.cli.shop.Pipeline;
import dev.lockstep.cli.shop.ShopServers;
import dev.lockstep.cli.shop.ShopServers.Ports;
import dev.lockstep.cli.shop.ShopTraffic;
import dev.lockstep.cli.shop.StartProgress;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a small shop on real servers and shows its changes arrive in Kafka. */
@Command(
        name = "demo",
        description = {
            "Starts PostgreSQL, Kafka, Kafka Connect, OpenSearch and Redis on this machine, and"
                    + " keeps a PostgreSQL replica, search indexes and a cache in step with a small"
                    + " shop's database. Shows every change, how far each target is, and whether it"
                    + " equals the source, row by row. Nothing needs to be installed, and nothing"
                    + " stays behind.",
            "",
            "While it runs, 1, 2 and 3 pause a target or let it go on, r replays its topics from"
                    + " the start, k kills the worker (SIGKILL) and starts it again, q quits.",
            "",
            "A line of the display reads",
            "  0/19B2F40:2   UPDATE   orders 17   status=pending -> paid",
            "that is: the second change of the transaction whose commit is at 0/19B2F40 in the"
                    + " database's log updated order 17.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lockstep demo                      watch the shop until Ctrl-C",
            "  lockstep demo --rate 200           a busier shop",
            "  lockstep demo --rate 0             a quiet one: change it yourself with psql",
            "  lockstep demo --check              prove that the targets stay right over kill and"
                    + " replay",
            "  lockstep demo --check --output json"
        },
        exitCodeList = {
            "0:it went well",
            "1:a server or the connector failed",
            "2:the command line cannot be understood",
            "3:the check found a difference",
            "130:Ctrl-C ended it"
        })
final class DemoCommand implements Callable<Integer> {

    private enum Output {
        TEXT,
        JSON
    }

    @Option(
            names = "--check",
            description =
                    "Run a fixed script of changes instead, compare what arrives with what was"
                            + " changed, kill the worker, replay, compare each target with the"
                            + " source row by row, and exit.")
    private boolean check;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Form of the result of --check: text or json (default: text).")
    private Output output;

    @Option(
            names = "--rate",
            paramLabel = "TX/S",
            defaultValue = "2",
            description = "Transactions per second (default: 2).")
    private double rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "End after this time, such as 30s or 5m (default: run until Ctrl-C).")
    private Duration duration;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${sys:lockstep.home:-.}/config-examples/postgres-source-shop.json",
            description =
                    "Source connector to run (default: config-examples/postgres-source-shop.json).")
    private Path config;

    @Option(
            names = "--sinks",
            paramLabel = "DIR",
            defaultValue = "${sys:lockstep.home:-.}/config-examples",
            description =
                    "Folder with the sinks' postgres-jdbc-sink.json, postgres-opensearch-sink.json"
                            + " and postgres-redis-sink.json (default: config-examples).")
    private Path sinks;

    @Option(
            names = "--plugin-path",
            paramLabel = "DIR",
            defaultValue = "${sys:lockstep.home:-.}/cli/target/dist/plugins",
            description =
                    "Folder that holds the connectors' plugin folders (default: the one built"
                            + " here).")
    private Path plugins;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        validate();
        try (Interruption interruption = Interruption.listen()) {
            try {
                return run(interruption);
            } catch (Exception e) {
                if (interruption.requested()) {
                    return ExitCode.INTERRUPTED;
                }
                throw e;
            }
        }
    }

    private int run(Interruption interruption) throws Exception {
        long begin = System.nanoTime();
        // On standard error, so that the output of --check can be piped.
        try (StartProgress progress = new StartProgress(spec.commandLine().getErr());
                ShopServers servers =
                        new ShopServers(check ? Ports.ANY : Ports.WELL_KNOWN, progress)) {
            progress.say("Starting a shop and what is kept in step with it, side by side:");
            servers.start(plugins);
            if (!check) {
                servers.shop().stock();
            }
            Pipeline pipeline =
                    progress.step(
                            "Pipeline of four connectors",
                            () -> Pipeline.start(servers, config, sinks));
            try (EventReader reader =
                    new EventReader(servers.kafka().bootstrapServers(), pipeline.topics())) {
                return check
                        ? check(
                                new CheckRun(servers.shop(), pipeline, reader, progress::note),
                                begin)
                        : show(servers, pipeline, reader, interruption);
            }
        }
    }

    private void validate() {
        if (rate < 0 || rate > 10_000) {
            throw usage("Cannot run at --rate " + rate + ": it must be from 0 to 10000.");
        }
        if (!Files.isReadable(config)) {
            throw usage("Cannot read the file " + config + ". Name another one with --config.");
        }
        if (!Files.isDirectory(plugins)) {
            throw usage("Cannot find the folder " + plugins + ". Name one with --plugin-path.");
        }
        if (!Files.isDirectory(sinks)) {
            throw usage("Cannot find the folder " + sinks + ". Name another one with --sinks.");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int check(CheckRun run, long begin) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        CheckReport report = run.run(begin);
        if (output == Output.JSON) {
            out.println(
                    new ObjectMapper()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsString(report));
        } else {
            out.print(report.text());
        }
        out.flush();
        return report.passed() ? 0 : ExitCode.ALARM;
    }

    private int show(
            ShopServers servers, Pipeline pipeline, EventReader reader, Interruption interruption)
            throws SQLException {
        PrintWriter out = spec.commandLine().getOut();
        out.print(new Addresses(servers, pipeline));
        out.flush();
        interruption.isWatched();
        Screen screen = Screen.ofThisProcess();
        try (ShopTraffic traffic = new ShopTraffic(servers.shop(), rate);
                TargetWatch watch = new TargetWatch(pipeline, servers.kafka().bootstrapServers());
                EqualityWatch equality = new EqualityWatch(pipeline, watch);
                LiveView view = new LiveView(out, screen, pipeline, watch, equality::latest);
                Keyboard keyboard = Keyboard.of(screen)) {
            if (rate > 0) {
                traffic.start();
            }
            view.show(reader, traffic, keyboard, stop(interruption));
        }
        return 0;
    }

    private BooleanSupplier stop(Interruption interruption) {
        if (duration == null) {
            return interruption::requested;
        }
        long end = System.nanoTime() + duration.toNanos();
        return () -> interruption.requested() || System.nanoTime() - end >= 0;
    }
}
