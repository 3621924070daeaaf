package dev.lockstep.cli.slot;

import dev.lockstep.cli.connect.ConnectOptions;
import dev.lockstep.cli.connect.DatabaseOptions;
import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.output.OutputOptions;
import dev.lockstep.cli.output.Quantity;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drops a slot that nobody reads. */
@Command(
        name = "drop",
        description = {
            "Drops a slot, so that the server no longer keeps log for it. Never drops one that is"
                    + " being read. With --connect-url it does not drop one that a connector's"
                    + " configuration names either, unless forced.",
            ""
        })
final class DropSlot implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the slot.")
    private String name;

    @Option(names = "--force", description = "Drop it although a connector names it.")
    private boolean force;

    @Mixin private OutputOptions output;

    @ArgGroup(validate = false, heading = "%nDatabase:%n")
    private final DatabaseOptions database = new DatabaseOptions();

    @ArgGroup(validate = false, heading = "%nKafka Connect:%n")
    private final ConnectOptions connect = new ConnectOptions();

    @Override
    public Integer call() {
        try (DatabaseSession session = database.connect()) {
            Slot slot = OwnSlot.find(session, name);
            if (slot.active()) {
                throw new CommandException(
                        "Cannot drop slot "
                                + name
                                + ": process "
                                + slot.pid()
                                + " is reading from it. Stop that reader first, a connector with"
                                + " PUT /connectors/<name>/stop.");
            }
            checkNobodyNames(slot);
            session.query(
                    "drop slot " + name,
                    row -> row.getString(1),
                    "SELECT pg_drop_replication_slot(?)::text",
                    name);
            output.print(slot, () -> dropped(slot));
        }
        return ExitCode.OK;
    }

    private void checkNobodyNames(Slot slot) {
        if (force) {
            return;
        }
        connect.clientIfNamed()
                .map(client -> SlotList.readers(slot, client.connectors().values()))
                .filter(readers -> !readers.isEmpty())
                .ifPresent(this::refuse);
    }

    private void refuse(List<String> readers) {
        throw new CommandException(
                "Cannot drop slot "
                        + name
                        + ": connector "
                        + String.join(", ", readers)
                        + " is configured to read from it. Delete the connector first, or use"
                        + " --force.");
    }

    private String dropped(Slot slot) {
        return "Slot "
                + name
                + " is dropped. It kept "
                + Quantity.bytes(slot.retainedBytes())
                + ".";
    }
}
