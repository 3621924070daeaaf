package dev.lockstep.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder that a release publishes: completes the archives in it. */
public final class ReleaseFolder {

    private final Path folder;
    private final Notices notices;
    private final String version;
    private final String time;

    private ReleaseFolder(Path folder, Notices notices, String version, String time) {
        this.folder = folder;
        this.notices = notices;
        this.version = version;
        this.time = time;
    }

    /**
     * Writes bills and sums beside the archives.
     *
     * @param arguments the folder, the file NOTICE, the version of the release, and the time that
     *     the archives carry
     */
    public static void main(String[] arguments) throws IOException {
        new ReleaseFolder(
                        Path.of(arguments[0]),
                        Notices.read(Path.of(arguments[1])),
                        arguments[2],
                        arguments[3])
                .complete();
    }

    private void complete() throws IOException {
        Set<Library> shipped = new HashSet<>();
        for (Path archive : files("*.zip")) {
            shipped.addAll(describe(archive, ".zip", Libraries.ofZip(archive)));
        }
        for (Path archive : files("*.tar.gz")) {
            shipped.addAll(describe(archive, ".tar.gz", Libraries.ofTar(archive)));
        }
        notices.refuseOthersThan(shipped);
        for (Path file : files("*.{zip,tar.gz,json}")) {
            Sums.write(file);
        }
    }

    private List<Library> describe(Path archive, String ending, List<Library> libraries)
            throws IOException {
        String name = archive.getFileName().toString();
        String subject = name.substring(0, name.length() - ("-" + version + ending).length());
        new BillOfMaterials(subject, version, time, notices)
                .write(libraries, archive.resolveSibling(subject + "-" + version + ".cdx.json"));
        return libraries;
    }

    private List<Path> files(String pattern) {
        try (Stream<Path> files = Files.list(folder)) {
            var matcher = folder.getFileSystem().getPathMatcher("glob:" + pattern);
            return files.filter(file -> matcher.matches(file.getFileName())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
