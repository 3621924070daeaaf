package dev.lockstep.cli.apply;

import dev.lockstep.cli.connect.ConnectOptions;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.output.OutputOptions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what files would change. */
@Command(
        name = "plan",
        description = {
            "Shows what apply would do with connectors described in files: has the worker validate"
                    + " each, and compares it with what runs. Changes nothing. Passwords and their"
                    + " like are hidden.",
            ""
        },
        exitCodeList = {
            "0:everything is as the files say",
            "1:an option is refused, or it could not be done",
            "2:the command line cannot be understood",
            "3:apply would change something",
            "130:Ctrl-C ended it"
        })
public final class PlanCommand implements Callable<Integer> {

    @Mixin private ConnectorFiles files;

    @Mixin private OutputOptions output;

    @ArgGroup(validate = false, heading = "%nKafka Connect:%n")
    private final ConnectOptions connect = new ConnectOptions();

    @Override
    public Integer call() {
        List<Definition> definitions = files.read();
        List<ConnectorPlan> plans = new Planner(connect.client(), output).plan(definitions);
        output.print(
                plans,
                () ->
                        plans.stream()
                                .map(plan -> plan.text(false))
                                .collect(Collectors.joining("\n")));
        return plans.stream().anyMatch(ConnectorPlan::changesAnything)
                ? ExitCode.ALARM
                : ExitCode.OK;
    }
}
