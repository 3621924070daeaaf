package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LockstepTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void teachesTheDemo() {
        assertThat(run("demo", "--help")).isZero();
        assertThat(out.toString()).contains("lockstep demo --check", "Exit codes:");
    }

    @Test
    void asksForACommand() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Try: lockstep demo");
    }

    @Test
    void rejectsATimeItCannotRead() {
        assertThat(run("demo", "--duration", "soon")).isEqualTo(2);
        assertThat(err.toString()).contains("'soon' is not a time such as 30s or 5m");
    }

    @Test
    void rejectsAFolderThatIsNotThereWithoutAStackTrace() {
        assertThat(run("demo", "--config", "pom.xml", "--plugin-path", "no-such-folder"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("Cannot find the folder no-such-folder")
                .doesNotContain("\tat ");
    }

    @Test
    void completesInShells() {
        assertThat(run("completion", "bash")).isZero();
        assertThat(out.toString())
                .contains("complete -F _complete_lockstep", "--max-retained", "bootstrap-servers");
        assertThat(run("completion", "zsh")).isZero();
        assertThat(out.toString()).contains("bashcompinit");
        assertThat(run("completion", "cmd")).isEqualTo(2);
    }

    @Test
    void showsTheTraceOfAFailureOnlyWhenAskedTo() {
        assertThat(run("plan", "none.json")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(
                        "lockstep: Cannot read connector file none.json: there is no such file.\n");
        assertThat(run("plan", "none.json", "--verbose")).isEqualTo(1);
        assertThat(err.toString()).contains("\tat dev.lockstep.cli.apply");
    }

    private int run(String... arguments) {
        CommandLine command = Lockstep.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
