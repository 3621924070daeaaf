package dev.lockstep.cli.log;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after the topics as a log. */
@Command(
        name = "log",
        description = {"Shows which stretch of a source's log the topics hold, and trims it.", ""},
        subcommands = {LogStatus.class, TrimLog.class})
public final class LogCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What about it? Try: lockstep log status");
    }
}
