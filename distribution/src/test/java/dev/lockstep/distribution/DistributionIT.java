package dev.lockstep.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution, unpacked where a user might, and run without a build. */
class DistributionIT {

    @TempDir private static Path folder;
    private static Path home;

    private record Outcome(int exitCode, String out, String err) {}

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        home = Release.unpackDistribution(Files.createDirectory(folder.resolve("my tools")));
    }

    @Test
    void tellsItsVersion() throws Exception {
        assertThat(run("--version"))
                .isEqualTo(new Outcome(0, "lockstep " + Release.VERSION + "\n", ""));
    }

    @Test
    void helpsThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("lockstep"), command());
        Outcome help = runFile(link, "tail", "--help");
        assertThat(help.exitCode()).as(help.err()).isZero();
        assertThat(help.out()).contains("lockstep tail", "--filter", "Exit codes:");
    }

    @Test
    void saysWhereTheDemoIs() throws Exception {
        Outcome demo = run("demo");
        assertThat(demo.exitCode()).isEqualTo(1);
        assertThat(demo.err())
                .isEqualTo(
                        "lockstep: Cannot run lockstep demo: the servers that it starts are not in"
                                + " this distribution. Run it in a clone of Lockstep's source,"
                                + " which fetches them.\n");
    }

    @Test
    void tellsAFailureInOneLine() throws Exception {
        Outcome status = run("status", "--connect-url", "http://localhost:1");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.err().lines()).hasSize(1).first().asString().contains("localhost:1");
    }

    @Test
    void carriesPluginsExamplesAndPages() {
        for (String file :
                List.of("LICENSE", "NOTICE", "README.md", "CHANGELOG.md", "docs/quickstart.md")) {
            assertThat(home.resolve(file)).isNotEmptyFile();
        }
        for (String plugin : Release.PLUGINS) {
            assertThat(home.resolve("plugins").resolve(plugin + "-" + Release.VERSION))
                    .isDirectoryContaining(file -> file.endsWith("manifest.json"));
        }
        assertThat(Release.jars(home.resolve("lib")))
                .noneMatch(jar -> jar.getFileName().toString().contains("embedded"));
    }

    private static Path command() {
        return home.resolve("bin/lockstep");
    }

    private static Outcome run(String... arguments) throws IOException, InterruptedException {
        return runFile(command(), arguments);
    }

    private static Outcome runFile(Path file, String... arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(file.toString()));
        line.addAll(List.of(arguments));
        Path err = folder.resolve("err");
        Process process =
                new ProcessBuilder(line)
                        .directory(folder.toFile())
                        .redirectError(err.toFile())
                        .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out, Files.readString(err));
    }
}
