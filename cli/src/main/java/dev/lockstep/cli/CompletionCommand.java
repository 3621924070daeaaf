package dev.lockstep.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete this command. */
@Command(
        name = "completion",
        description = {"Prints a script that makes a shell complete commands and options.", ""},
        footer = {
            "",
            "Examples:",
            "  source <(lockstep completion bash)",
            "  lockstep completion bash > /etc/bash_completion.d/lockstep",
            "  source <(lockstep completion zsh)"
        })
final class CompletionCommand implements Runnable {

    private enum Shell {
        BASH,
        ZSH
    }

    @Parameters(
            index = "0",
            paramLabel = "SHELL",
            defaultValue = "bash",
            description = "bash or zsh (default: bash).")
    private Shell shell;

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        if (shell == Shell.ZSH) {
            // The script itself serves both.
            out.println("autoload -U +X bashcompinit && bashcompinit");
        }
        out.println(AutoComplete.bash(spec.root().name(), root));
        out.flush();
    }
}
