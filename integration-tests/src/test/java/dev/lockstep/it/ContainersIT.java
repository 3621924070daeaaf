package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the profile {@code containers} does where there is no Docker. */
class ContainersIT {

    @Test
    void saysOnceWhatIsMissingAndWhatToDo() throws Exception {
        Process check =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Dlog4j2.level=OFF",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DockerCheck.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeThat(check.waitFor()).as("exit code without Docker").isNotZero();
        assertThat(check.exitValue()).isEqualTo(1);
        assertThat(output).isEqualTo(DockerCheck.MESSAGE + System.lineSeparator());
    }
}
