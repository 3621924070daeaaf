package dev.lockstep.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.lockstep.cli.check.CheckReport;
import dev.lockstep.cli.check.CheckRun;
import dev.lockstep.cli.live.LiveView;
import dev.lockstep.cli.live.Screen;
import dev.lockstep.cli.option.DurationConverter;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.shop.ConnectorFile;
import dev.lockstep.cli.shop.EventReader;
import dev.lockstep.cli.shop.ShopServers;
import dev.lockstep.cli.shop.ShopTraffic;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
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
            "Starts PostgreSQL, Kafka and Kafka Connect on this machine, connects a small shop's"
                    + " database to Kafka with Lockstep, and shows every change as a Kafka consumer"
                    + " receives it. Nothing needs to be installed, and nothing stays behind.",
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
            "  lockstep demo --check              prove that every change arrives once, in order",
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
                            + " changed, and exit.")
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
            description = "Connector to run (default: config-examples/postgres-source-shop.json).")
    private Path config;

    @Option(
            names = "--plugin-path",
            paramLabel = "DIR",
            defaultValue = "${sys:lockstep.home:-.}/cli/target/dist/plugins",
            description =
                    "Folder that holds the connector's plugin folder (default: the one built"
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
        PrintWriter out = spec.commandLine().getOut();
        try (ShopServers servers = new ShopServers(this::report)) {
            servers.start(plugins);
            if (!check) {
                servers.shop().stock();
            }
            ConnectorFile connector = servers.connect(config);
            try (EventReader reader =
                    new EventReader(
                            servers.kafka().bootstrapServers(), ShopServers.topics(connector))) {
                return check
                        ? check(servers, reader, begin, out)
                        : show(servers, connector, reader, interruption, out);
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
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** On standard error, so that the output of --check can be piped. */
    private void report(String what, Duration took) {
        PrintWriter progress = spec.commandLine().getErr();
        progress.printf(Locale.ROOT, "%-14s ready after %.1f s%n", what, took.toMillis() / 1e3);
        progress.flush();
    }

    private int check(ShopServers servers, EventReader reader, long begin, PrintWriter out)
            throws JsonProcessingException {
        CheckReport report = new CheckRun().run(servers.shop(), reader, begin);
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
            ShopServers servers,
            ConnectorFile connector,
            EventReader reader,
            Interruption interruption,
            PrintWriter out)
            throws SQLException {
        out.print(new Addresses(servers, connector));
        out.flush();
        interruption.isWatched();
        long end = duration == null ? Long.MAX_VALUE : System.nanoTime() + duration.toNanos();
        BooleanSupplier stop =
                () ->
                        interruption.requested()
                                || (duration != null && System.nanoTime() - end >= 0);
        try (ShopTraffic traffic = new ShopTraffic(servers.shop(), rate)) {
            if (rate > 0) {
                traffic.start();
            }
            new LiveView(out, Screen.ofThisProcess()).show(reader, traffic, stop);
        }
        return 0;
    }
}
