package dev.lockstep.cli.slot;

import dev.lockstep.cli.connect.ConnectClient;
import dev.lockstep.cli.connect.ConnectOptions;
import dev.lockstep.cli.connect.Connector;
import dev.lockstep.cli.connect.DatabaseOptions;
import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.cli.option.LsnConverter;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.output.OutputOptions;
import dev.lockstep.event.Lsn;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets the server forget log. */
@Command(
        name = "advance",
        description = {
            "Moves a slot on to a place in the log: what lies before can no longer be read. Asks"
                    + " Kafka Connect for the offsets of the connectors that name the slot, and"
                    + " refuses to pass what one of them needs, unless forced.",
            ""
        })
final class AdvanceSlot implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the slot.")
    private String name;

    @Option(
            names = "--to-lsn",
            paramLabel = "LSN",
            required = true,
            converter = LsnConverter.class,
            description = "The place to move to, such as 0/16B3748.")
    private Lsn place;

    @Option(
            names = "--force",
            description =
                    "Do not ask Kafka Connect. Changes that a connector has not read are lost to"
                            + " it, and it will stop and say so.")
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
            checkPlace(slot, new SlotCatalog(session).currentLsn());
            if (!force) {
                checkNobodyNeeds(slot, connect.client());
            }
            session.query(
                    "advance slot " + name,
                    row -> row.getString(1),
                    "SELECT end_lsn FROM pg_replication_slot_advance(?, ?::pg_lsn)",
                    name,
                    place.toString());
            Slot advanced = OwnSlot.find(session, name);
            output.print(
                    advanced, () -> "Slot " + name + " is at " + advanced.confirmedLsn() + ".");
        }
        return ExitCode.OK;
    }

    private void checkPlace(Slot slot, Lsn currentLsn) {
        if (slot.active()) {
            throw refusal("process " + slot.pid() + " is reading from it. Stop that reader first");
        }
        if (slot.confirmedLsn() != null && place.compareTo(slot.confirmedLsn()) < 0) {
            throw refusal("it is at " + slot.confirmedLsn() + " already, and cannot go back");
        }
        // The server would go to the end without a word.
        if (place.compareTo(currentLsn) > 0) {
            throw refusal("the log ends at " + currentLsn);
        }
    }

    private void checkNobodyNeeds(Slot slot, ConnectClient client) {
        for (Connector connector : client.connectors().values()) {
            if (connector.reads(slot.name(), slot.database())) {
                checkNotNeeded(connector, NeededPlace.of(client.offsets(connector.name())));
            }
        }
    }

    private void checkNotNeeded(Connector connector, Optional<Lsn> needed) {
        if (needed.isEmpty()) {
            throw refusal(
                    "connector "
                            + connector.name()
                            + " has stored no offset yet, so it needs everything that the slot"
                            + " keeps. Use --force to give that up");
        }
        if (place.compareTo(needed.get()) > 0) {
            throw refusal(
                    "connector "
                            + connector.name()
                            + " needs the log from "
                            + needed.get()
                            + " on. Let it catch up, or use --force to give that up");
        }
    }

    private CommandException refusal(String reason) {
        return new CommandException(
                "Cannot advance slot " + name + " to " + place + ": " + reason + ".");
    }
}
