package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A shell in a folder that looks like a clone of the repository, with other addresses in the place
 * of those that pages name, and with stand-ins for clients that not every machine has.
 */
final class Terminal implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final String QUICK = " -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC ";

    private static final List<String> CLONED =
            List.of("config-examples", "connector-source", "transforms", "connector-sinks");

    private final Path folder;
    private final Map<String, String> replacements = new LinkedHashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final StringBuilder exported = new StringBuilder();

    Terminal(Path folder) throws IOException {
        this.folder = folder;
        Path root = Path.of(System.getProperty("lockstep.root")).toAbsolutePath().normalize();
        for (String name : CLONED) {
            Files.createSymbolicLink(folder.resolve(name), root.resolve(name));
        }
        program(
                "lockstep",
                QUICK
                        + "-Dlockstep.home='"
                        + root
                        + "' -cp '"
                        + System.getProperty("lockstep.cli")
                        + "/*' dev.lockstep.cli.Lockstep");
        Files.createDirectory(folder.resolve("bin"));
        for (String client : new String[] {"psql", "redis-cli"}) {
            program(
                    "bin/" + client,
                    QUICK
                            + "-cp '"
                            + System.getProperty("java.class.path")
                            + "' "
                            + ClientStandIn.class.getName()
                            + " "
                            + client);
        }
    }

    private void program(String name, String call) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\nexec '" + JAVA + "'" + call + " \"$@\"\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** Has something else stand for what a page says. */
    Terminal replace(String what, String by) {
        replacements.put(what, by);
        return this;
    }

    Terminal environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Forgets what was exported, as a new terminal does. */
    void reopen() {
        exported.setLength(0);
    }

    /** Runs a block until it does what its comment says. What it exports, later ones have, too. */
    void run(DocumentedCommand command) {
        await(command.script())
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .untilAsserted(
                        () -> {
                            Result result = run(command.script());
                            assertThat(result.output()).contains(command.prints());
                            assertThat(result.exitCode())
                                    .as(result.output())
                                    .isEqualTo(command.exitCode());
                        });
        command.script()
                .lines()
                .filter(line -> line.startsWith("export "))
                .forEach(line -> exported.append(substituted(line)).append('\n'));
    }

    private record Result(int exitCode, String output) {}

    private Result run(String script) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-eu", "-c", exported + substituted(script))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        shell.environment().putAll(environment);
        shell.environment()
                .merge("PATH", folder.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
        Process process = shell.start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(script).isTrue();
        return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        for (String name : CLONED) {
            Files.delete(folder.resolve(name));
        }
    }

    private String substituted(String text) {
        String result = text;
        for (Map.Entry<String, String> each : replacements.entrySet()) {
            result = result.replace(each.getKey(), each.getValue());
        }
        return result;
    }
}
