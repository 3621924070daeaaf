package dev.lockstep.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads the jars out of an archive. */
final class Libraries {

    private Libraries() {}

    static List<Library> ofZip(Path archive) throws IOException {
        List<Library> libraries = new ArrayList<>();
        try (InputStream file = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                add(entry.getName(), zip, libraries);
            }
        }
        return libraries;
    }

    static List<Library> ofTar(Path archive) throws IOException {
        List<Library> libraries = new ArrayList<>();
        try (InputStream file = Files.newInputStream(archive);
                InputStream unpacked = new GZIPInputStream(file, 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(unpacked)) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                add(entry.getName(), tar, libraries);
            }
        }
        return libraries;
    }

    private static void add(String path, InputStream content, List<Library> libraries)
            throws IOException {
        String file = path.substring(path.lastIndexOf('/') + 1);
        if (file.endsWith(".jar")) {
            libraries.add(Library.of(file, content.readAllBytes()));
        }
    }
}
