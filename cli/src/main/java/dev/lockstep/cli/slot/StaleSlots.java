package dev.lockstep.cli.slot;

import dev.lockstep.cli.connect.ConnectOptions;
import dev.lockstep.cli.connect.Connector;
import dev.lockstep.cli.connect.DatabaseOptions;
import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.cli.option.ByteSizeConverter;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.output.OutputOptions;
import dev.lockstep.cli.output.Quantity;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds slots that keep log for nobody. */
@Command(
        name = "stale",
        description = {
            "Lists the slots that nobody reads and that keep more log than the threshold, or that"
                    + " the server has invalidated. Exits with 3 when there are any.",
            ""
        })
final class StaleSlots implements Callable<Integer> {

    @Option(
            names = "--threshold",
            paramLabel = "SIZE",
            defaultValue = "1GB",
            converter = ByteSizeConverter.class,
            description = "Log that an inactive slot may keep (default: 1GB).")
    private long threshold;

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
            List<Slot> stale =
                    catalog.slots().stream().filter(slot -> isStale(slot, threshold)).toList();
            SlotList list = SlotList.of(catalog.currentLsn(), stale, connectors);
            output.print(list, () -> stale.isEmpty() ? none() : list.text());
            return stale.isEmpty() ? ExitCode.OK : ExitCode.ALARM;
        }
    }

    static boolean isStale(Slot slot, long threshold) {
        boolean keepsMuch = slot.retainedBytes() != null && slot.retainedBytes() > threshold;
        return !slot.active() && (keepsMuch || slot.invalidated());
    }

    private String none() {
        return "No inactive slot keeps more than " + Quantity.bytes(threshold) + ".";
    }
}
