package dev.lockstep.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The folder that is published, with every archive in it. */
final class Release {

    static final Path FOLDER = Path.of(System.getProperty("lockstep.release"));
    static final String VERSION = System.getProperty("lockstep.version");

    /** What plugin archives are called, without their version. */
    static final List<String> PLUGINS =
            List.of(
                    "lockstep-connector-source",
                    "lockstep-sink-jdbc",
                    "lockstep-sink-opensearch",
                    "lockstep-sink-redis",
                    "lockstep-sink-typesense",
                    "lockstep-transforms");

    private Release() {}

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    /** Unpacks every plugin archive, as a user does, and returns the folder of each. */
    static List<Path> unpackPlugins(Path folder) throws IOException {
        for (String plugin : PLUGINS) {
            unzip(FOLDER.resolve(plugin + "-" + VERSION + ".zip"), folder);
        }
        return PLUGINS.stream().map(plugin -> folder.resolve(plugin + "-" + VERSION)).toList();
    }

    /** Unpacks the distribution, with the modes of its files, and returns its top folder. */
    static Path unpackDistribution(Path folder) throws IOException, InterruptedException {
        Path archive = FOLDER.resolve("lockstep-" + VERSION + ".tar.gz");
        Process tar =
                new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString())
                        .inheritIO()
                        .start();
        if (tar.waitFor() != 0) {
            throw new IOException("tar cannot unpack " + archive);
        }
        return folder.resolve("lockstep-" + VERSION);
    }

    static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unzip(Path archive, Path folder) throws IOException {
        try (InputStream file = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
    }
}
