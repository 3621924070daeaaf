package dev.lockstep.cli.slot;

import dev.lockstep.cli.connect.ConnectOptions;
import dev.lockstep.cli.connect.Connector;
import dev.lockstep.cli.connect.DatabaseOptions;
import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.output.OutputOptions;
import java.util.Collection;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the slots of a server. */
@Command(
        name = "list",
        description = {
            "Lists the replication slots: who reads them, how much log they keep, and whether it is"
                    + " still there. With --connect-url also the connectors whose configurations"
                    + " name them.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  lockstep slots list --database-url postgresql://admin@db1/shop --password-file pw"
        })
final class ListSlots implements Callable<Integer> {

    @Mixin private OutputOptions output;

    @ArgGroup(validate = false, heading = "%nDatabase:%n")
    private final DatabaseOptions database = new DatabaseOptions();

    @ArgGroup(validate = false, heading = "%nKafka Connect:%n")
    private final ConnectOptions connect = new ConnectOptions();

    @Override
    public Integer call() {
        Collection<Connector> connectors =
                connect.clientIfNamed().map(client -> client.connectors().values()).orElse(null);
        try (DatabaseSession session = database.connect()) {
            SlotCatalog catalog = new SlotCatalog(session);
            SlotList list = SlotList.of(catalog.currentLsn(), catalog.slots(), connectors);
            output.print(list, list::text);
        }
        return ExitCode.OK;
    }
}
