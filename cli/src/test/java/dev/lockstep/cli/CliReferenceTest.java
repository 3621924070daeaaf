package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class CliReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/cli.md");
    private static final int WIDTH = 100;

    @Test
    void thePageIsWhatTheCommandsSay() throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("# The command `lockstep`\n\n");
        page.append("What `--help` says, of every command; [how to operate a pipeline]");
        page.append("(../howto/operate.md) shows them at work.\n");
        page.append("Printed by `CliReferenceTest`; do not edit by hand.\n");
        print(Lockstep.commandLine(), page);
        if (Boolean.getBoolean("lockstep.docs.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(page.toString())
                .as("%s; update it with -Dlockstep.docs.update=true", PAGE)
                .isEqualTo(Files.readString(PAGE));
    }

    private static void print(CommandLine command, StringBuilder page) {
        command.setUsageHelpWidth(WIDTH);
        page.append("\n## ").append(command.getCommandSpec().qualifiedName()).append("\n\n```\n");
        String help = command.getUsageMessage(Ansi.OFF);
        help.lines().forEach(line -> page.append(line.stripTrailing()).append('\n'));
        page.append("```\n");
        command.getSubcommands().values().forEach(each -> print(each, page));
    }
}
