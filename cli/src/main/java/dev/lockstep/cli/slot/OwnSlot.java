package dev.lockstep.cli.slot;

import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.cli.output.CommandException;
import java.util.List;

/** Finds a slot that the session may change: the server wants one of the session's database. */
final class OwnSlot {

    private OwnSlot() {}

    static Slot find(DatabaseSession session, String name) {
        List<Slot> all = new SlotCatalog(session).slots();
        Slot slot =
                all.stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> unknown(name, all));
        if (slot.database() != null && !slot.database().equals(session.database())) {
            throw new CommandException(
                    "Cannot change slot "
                            + name
                            + ": it belongs to database "
                            + slot.database()
                            + ". Use --database-dbname "
                            + slot.database()
                            + ".");
        }
        return slot;
    }

    private static CommandException unknown(String name, List<Slot> all) {
        String known =
                all.isEmpty()
                        ? "There are none."
                        : "There are: " + String.join(", ", all.stream().map(Slot::name).toList());
        return new CommandException("Cannot find slot " + name + ". " + known);
    }
}
