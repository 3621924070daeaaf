package dev.lockstep.cli.slot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after replication slots. */
@Command(
        name = "slots",
        description = {"Lists, creates, drops and advances the server's replication slots.", ""},
        subcommands = {
            ListSlots.class,
            CreateSlot.class,
            DropSlot.class,
            AdvanceSlot.class,
            StaleSlots.class
        })
public final class SlotsCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "What about slots? Try: lockstep slots list");
    }
}
