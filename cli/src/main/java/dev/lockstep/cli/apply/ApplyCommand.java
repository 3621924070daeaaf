package dev.lockstep.cli.apply;

import dev.lockstep.cli.connect.ConnectClient;
import dev.lockstep.cli.connect.ConnectOptions;
import dev.lockstep.cli.option.DurationConverter;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.output.OutputOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes connectors what files say. */
@Command(
        name = "apply",
        description = {
            "Creates or changes connectors as files describe them. The worker validates all of them"
                    + " first; if it refuses an option of one, nothing is changed. A connector that"
                    + " is as its file says is left alone.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  PGPASSWORD=... lockstep apply shop.json replica.json --set PGHOST=db1"
        })
public final class ApplyCommand implements Callable<Integer> {

    @Mixin private ConnectorFiles files;

    @Option(names = "--dry-run", description = "Only show what would change.")
    private boolean dryRun;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Wait until all of them run, at most this long, such as 60s.")
    private Duration patience;

    @Mixin private OutputOptions output;

    @ArgGroup(validate = false, heading = "%nKafka Connect:%n")
    private final ConnectOptions connect = new ConnectOptions();

    @Override
    public Integer call() {
        List<Definition> definitions = files.read();
        ConnectClient client = connect.client();
        List<ConnectorPlan> plans = new Planner(client, output).plan(definitions);
        for (int i = 0; i < plans.size() && !dryRun; i++) {
            if (plans.get(i).changesAnything()) {
                client.configure(definitions.get(i).name(), definitions.get(i).config());
            }
        }
        output.print(
                plans,
                () ->
                        plans.stream()
                                .map(plan -> plan.text(!dryRun))
                                .collect(Collectors.joining("\n")));
        if (patience != null && !dryRun) {
            new Readiness(client)
                    .await(definitions.stream().map(Definition::name).toList(), patience);
        }
        return ExitCode.OK;
    }
}
