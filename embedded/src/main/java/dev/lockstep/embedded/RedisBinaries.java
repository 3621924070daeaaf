package dev.lockstep.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The program of Redis for this system, from the {@code embedded-redis} artifact. */
record RedisBinaries(Path folder) {

    private static final String PROGRAM = "redis-server";

    static RedisBinaries of(ServerHome home) {
        Path archive = ServerClassPath.jar("embedded-redis-");
        try (JarFile jar = new JarFile(archive.toFile())) {
            JarEntry program = program(jar, archive);
            return new RedisBinaries(
                    UnpackedPrograms.folder(
                            "redis-" + Long.toHexString(program.getCrc()),
                            home,
                            folder -> unpack(jar, program, folder)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack Redis from " + archive, e);
        }
    }

    String server() {
        return folder.resolve(PROGRAM).toString();
    }

    private static void unpack(JarFile jar, JarEntry program, Path folder) throws IOException {
        Path path = folder.resolve(PROGRAM);
        try (InputStream content = jar.getInputStream(program)) {
            Files.copy(content, path);
        }
        UnpackedPrograms.makeTraversable(path);
    }

    private static JarEntry program(JarFile jar, Path archive) {
        String suffix = platform();
        return jar.stream()
                .filter(entry -> entry.getName().startsWith(PROGRAM))
                .filter(entry -> entry.getName().endsWith(suffix))
                .findFirst()
                .orElseThrow(
                        () ->
                                new EmbeddedServerException(
                                        "Cannot find " + PROGRAM + suffix + " in " + archive));
    }

    private static String platform() {
        String system = "Linux".equals(System.getProperty("os.name")) ? "-linux-" : "-darwin-";
        boolean arm = "aarch64".equals(System.getProperty("os.arch"));
        return system + (arm ? "arm64" : "amd64");
    }
}
