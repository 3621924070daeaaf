package dev.lockstep.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The temporary folder that holds every file of one server. */
record ServerHome(Path folder) {

    static ServerHome create(String name) {
        try {
            return new ServerHome(Files.createTempDirectory("lockstep-" + name + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a temporary folder for " + name, e);
        }
    }

    Path resolve(String child) {
        return folder.resolve(child);
    }

    Path log() {
        return folder.resolve("server.log");
    }

    Path write(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + name + " in " + folder, e);
        }
    }

    Path writeProperties(String name, Map<String, String> properties) {
        return write(
                name,
                properties.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue().replace("\\", "\\\\") + "\n")
                        .collect(Collectors.joining()));
    }

    /** The end of the log, indented, for the message of an exception. */
    String lastLogLines(int count) {
        if (!Files.exists(log())) {
            return "    (no log was written)";
        }
        try {
            List<String> lines =
                    new String(Files.readAllBytes(log()), StandardCharsets.UTF_8).lines().toList();
            return lines.stream()
                    .skip(Math.max(0, lines.size() - count))
                    .map(line -> "    " + line)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "    (the log cannot be read: " + e.getMessage() + ")";
        }
    }

    void delete() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }
}
