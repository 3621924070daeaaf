package dev.lockstep.cli.slot;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.lockstep.cli.connect.Connector;
import dev.lockstep.cli.output.Quantity;
import dev.lockstep.cli.output.Table;
import dev.lockstep.event.Lsn;
import java.util.Collection;
import java.util.List;

/**
 * Slots of a server and the connectors that name them.
 *
 * @param currentLsn the end of the server's log
 */
record SlotList(Lsn currentLsn, List<Entry> slots) {

    /** A slot; {@code connectors} is null when nobody was asked. */
    record Entry(@JsonUnwrapped Slot slot, List<String> connectors) {

        private String readers() {
            if (connectors == null) {
                return null;
            }
            return connectors.isEmpty() ? "none" : String.join(", ", connectors);
        }
    }

    static SlotList of(Lsn currentLsn, List<Slot> slots, Collection<Connector> connectors) {
        return new SlotList(
                currentLsn, slots.stream().map(slot -> entry(slot, connectors)).toList());
    }

    private static Entry entry(Slot slot, Collection<Connector> connectors) {
        return new Entry(slot, connectors == null ? null : readers(slot, connectors));
    }

    static List<String> readers(Slot slot, Collection<Connector> connectors) {
        return connectors.stream()
                .filter(connector -> connector.reads(slot.name(), slot.database()))
                .map(Connector::name)
                .toList();
    }

    String text() {
        if (slots.isEmpty()) {
            return "There are no slots. The log ends at " + currentLsn + ".";
        }
        Table table =
                new Table()
                        .left("SLOT")
                        .left("PLUGIN")
                        .left("DATABASE")
                        .left("ACTIVE")
                        .right("RESTART")
                        .right("CONFIRMED")
                        .right("RETAINED")
                        .left("WAL")
                        .left("FAILOVER")
                        .left("CONNECTOR");
        slots.forEach(entry -> row(table, entry));
        return table + "\nThe log ends at " + currentLsn + ".";
    }

    private static void row(Table table, Entry entry) {
        Slot slot = entry.slot();
        table.row(
                slot.name(),
                slot.plugin(),
                slot.database(),
                slot.active() ? "yes" : "no",
                slot.restartLsn(),
                slot.confirmedLsn(),
                Quantity.bytes(slot.retainedBytes()),
                slot.condition(),
                slot.failover() ? "yes" : "no",
                entry.readers());
    }
}
