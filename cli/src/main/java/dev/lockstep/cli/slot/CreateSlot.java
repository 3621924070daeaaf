package dev.lockstep.cli.slot;

import dev.lockstep.cli.connect.DatabaseOptions;
import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.output.OutputOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a slot. */
@Command(
        name = "create",
        description = {
            "Creates a logical slot in the database that it logs in to. The server first waits for"
                    + " all transactions that run at the moment. Create the publication before the"
                    + " slot.",
            ""
        })
final class CreateSlot implements Callable<Integer> {

    private static final int FAILOVER_VERSION = 170000;

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the slot.")
    private String name;

    @Option(
            names = "--failover",
            description = "Keep the slot in step on standbys (PostgreSQL 17 and newer).")
    private boolean failover;

    @Option(
            names = "--plugin",
            paramLabel = "NAME",
            defaultValue = "pgoutput",
            description = "Output plugin (default: pgoutput).")
    private String plugin;

    @Mixin private OutputOptions output;

    @ArgGroup(validate = false, heading = "%nDatabase:%n")
    private final DatabaseOptions database = new DatabaseOptions();

    @Override
    public Integer call() {
        try (DatabaseSession session = database.connect()) {
            boolean newer = session.version() >= FAILOVER_VERSION;
            if (failover && !newer) {
                throw new CommandException(
                        "Cannot create failover slot "
                                + name
                                + ": the server is older than PostgreSQL 17. Leave --failover"
                                + " out.");
            }
            String more = newer ? ", false, false, " + failover : ", false, false";
            session.query(
                    "create slot " + name,
                    row -> row.getString(1),
                    "SELECT pg_create_logical_replication_slot(?, ?" + more + ")",
                    name,
                    plugin);
            Slot slot = new SlotCatalog(session).find(name).orElseThrow();
            output.print(slot, () -> "Slot " + name + " begins at " + slot.confirmedLsn() + ".");
        }
        return ExitCode.OK;
    }
}
