package dev.lockstep.cli.apply;

import dev.lockstep.cli.connect.ConnectClient;
import dev.lockstep.cli.connect.ConnectClient.Verdict;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.output.OutputOptions;
import dev.lockstep.cli.output.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Has the worker validate connectors, and compares them with what there is. */
final class Planner {

    private final ConnectClient connect;
    private final OutputOptions output;

    Planner(ConnectClient connect, OutputOptions output) {
        this.connect = connect;
        this.output = output;
    }

    /**
     * What would become of the connectors. Where a plugin refuses options, they are shown.
     *
     * @throws CommandException when anything is refused
     */
    List<ConnectorPlan> plan(List<Definition> definitions) {
        List<ConnectorPlan> plans = definitions.stream().map(this::plan).toList();
        List<ConnectorPlan> refused =
                plans.stream().filter(plan -> !plan.errors().isEmpty()).toList();
        if (!refused.isEmpty()) {
            output.print(plans, () -> errors(refused));
            throw new CommandException(
                    "Cannot go on: options of "
                            + refused.stream()
                                    .map(ConnectorPlan::name)
                                    .collect(Collectors.joining(", "))
                            + " are refused. Nothing has been changed.");
        }
        return plans;
    }

    private ConnectorPlan plan(Definition definition) {
        if (definition.config().get("connector.class") == null) {
            return ConnectorPlan.of(
                    definition,
                    null,
                    new Secrets(Set.of()),
                    Map.of("connector.class", List.of("it is not set")));
        }
        Verdict verdict = connect.validate(definition.config());
        return ConnectorPlan.of(
                definition,
                connect.config(definition.name()).orElse(null),
                new Secrets(verdict.passwords()),
                verdict.errors());
    }

    private static Table errors(List<ConnectorPlan> refused) {
        Table table = new Table().left("CONNECTOR").left("OPTION").left("ERROR");
        for (ConnectorPlan plan : refused) {
            plan.errors()
                    .forEach(
                            (option, messages) ->
                                    messages.forEach(
                                            message -> table.row(plan.name(), option, message)));
        }
        return table;
    }
}
