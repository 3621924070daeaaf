package dev.lockstep.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The unpacked program of OpenSearch or Elasticsearch: the archive that its makers publish for
 * integration tests, which knows nothing but HTTP, and beside it the modules that they publish as
 * jars.
 *
 * @param folder with the program in {@code lib} and its modules in {@code modules}
 */
record SearchBinaries(Path folder) {

    private static final String DESCRIPTOR = "plugin-descriptor.properties";
    private static final Path LIBRARIES = Path.of("lib");

    static SearchBinaries of(SearchFamily family, ServerHome home) {
        Path archives = archives(family);
        try {
            List<Path> files = files(archives);
            return new SearchBinaries(
                    UnpackedPrograms.folder(
                            family.label() + "-" + fingerprint(files),
                            home,
                            folder -> unpack(family, files, folder)));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot unpack " + family.title() + " from " + archives, e);
        }
    }

    String classPath() {
        return folder.resolve("lib").resolve("*").toString();
    }

    private static Path archives(SearchFamily family) {
        String folder = System.getProperty(family.archives());
        if (folder == null || !Files.isDirectory(Path.of(folder))) {
            throw new EmbeddedServerException(
                    "Cannot start "
                            + family.title()
                            + ": there is no folder "
                            + folder
                            + " (system property "
                            + family.archives()
                            + "). Give the execution "
                            + family.label()
                            + " of maven-dependency-plugin a phase in the module to fetch it.");
        }
        return Path.of(folder);
    }

    private static List<Path> files(Path archives) throws IOException {
        try (Stream<Path> files = Files.list(archives)) {
            return files.sorted().toList();
        }
    }

    private static String fingerprint(List<Path> files) throws IOException {
        CRC32 sum = new CRC32();
        for (Path file : files) {
            String line = file.getFileName() + " " + Files.size(file) + "\n";
            sum.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return Long.toHexString(sum.getValue());
    }

    private static void unpack(SearchFamily family, List<Path> files, Path folder)
            throws IOException {
        Path archive =
                startingWith(files, family.label() + "-")
                        .filter(file -> file.toString().endsWith(".zip"))
                        .findFirst()
                        .orElseThrow(() -> new IOException("no .zip among " + files));
        unpackArchive(archive, folder);
        // The server looks for it.
        Files.createDirectories(folder.resolve("plugins"));
        Path netty = folder.resolve("modules/transport-netty4").resolve(DESCRIPTOR);
        for (SearchFamily.Module module : family.modules()) {
            install(module, files, Files.readString(netty), folder.resolve("modules"));
        }
    }

    /** The program and the module that it comes with, without the tools and scripts. */
    private static void unpackArchive(Path archive, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().filter(each -> !each.isDirectory()).toList()) {
                Path name = Path.of(entry.getName());
                Path inner = name.subpath(1, name.getNameCount()).normalize();
                if (inner.startsWith("modules") || LIBRARIES.equals(inner.getParent())) {
                    Path path = folder.resolve(inner);
                    Files.createDirectories(path.getParent());
                    try (InputStream content = zip.getInputStream(entry)) {
                        Files.copy(content, path);
                    }
                }
            }
        }
    }

    /** A module says for which version of the server and of Java it is, like its neighbour. */
    private static void install(
            SearchFamily.Module module, List<Path> files, String neighbour, Path modules)
            throws IOException {
        Path folder = Files.createDirectories(modules.resolve(module.name()));
        for (String prefix : module.jars()) {
            for (Path jar : startingWith(files, prefix).toList()) {
                Files.copy(jar, folder.resolve(jar.getFileName()));
            }
        }
        Properties descriptor = new Properties();
        descriptor.load(new StringReader(neighbour));
        descriptor.setProperty("name", module.name());
        descriptor.setProperty("description", module.name());
        descriptor.setProperty("classname", module.pluginClass());
        String lines =
                descriptor.stringPropertyNames().stream()
                        .map(name -> name + "=" + descriptor.getProperty(name) + "\n")
                        .collect(Collectors.joining());
        Files.writeString(folder.resolve(DESCRIPTOR), lines);
    }

    private static Stream<Path> startingWith(List<Path> files, String prefix) {
        return files.stream().filter(file -> file.getFileName().toString().startsWith(prefix));
    }
}
