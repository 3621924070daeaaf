package dev.lockstep.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An Apicurio Registry that keeps its schemas in memory, in a JVM of its own.
 *
 * <p>It runs from the archive in the folder that the system property {@code
 * lockstep.embedded.registry} names, never from our class path.
 */
public final class SchemaRegistryServer implements AutoCloseable {

    private static final String ARCHIVES = "lockstep.embedded.registry";
    private static final String HOST = "127.0.0.1";
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port = FreePort.next();
    private final ServerHome home = ServerHome.create("registry");
    private final SupervisedServer server;

    private SchemaRegistryServer() {
        try {
            server =
                    JavaServer.supervised(
                            "Apicurio Registry (port " + port + ")",
                            home,
                            commandLine(),
                            this::serves);
        } catch (RuntimeException e) {
            home.delete();
            throw e;
        }
    }

    public static SchemaRegistryServer start() {
        SchemaRegistryServer started = new SchemaRegistryServer();
        started.server.startOrRemove();
        return started;
    }

    /** What converters are given as {@code apicurio.registry.url}. */
    public String url() {
        return "http://" + HOST + ":" + port + "/apis/registry/v2";
    }

    public long pid() {
        return server.pid();
    }

    public Path logFile() {
        return home.log();
    }

    /**
     * What the registry answers to a GET.
     *
     * @param path behind {@link #url}, from the slash on
     */
    public String read(String path) {
        try {
            return send(url() + path).body();
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot read " + url() + path, e);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private boolean serves() {
        try {
            return send("http://" + HOST + ":" + port + "/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static HttpResponse<String> send(String url) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(REQUEST_TIMEOUT).build();
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Cannot wait for " + url, e);
        }
    }

    private List<String> commandLine() {
        JavaServer java = new JavaServer("256m");
        java.quickStart();
        List<String> line = new ArrayList<>(java.jvm(home));
        line.add("-Dquarkus.http.host=" + HOST);
        line.add("-Dquarkus.http.port=" + port);
        line.addAll(List.of("-jar", program().toString()));
        return line;
    }

    /** The jar that the archive is started by, with its libraries beside it. */
    private Path program() {
        Path archive = archive();
        String name = archive.getFileName().toString().replace("-all.zip", "");
        try {
            Path folder = UnpackedPrograms.folder(name, home, target -> unpack(archive, target));
            return folder.resolve(name + "-runner.jar");
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot unpack " + archive, e);
        }
    }

    private static Path archive() {
        String folder = System.getProperty(ARCHIVES);
        try (Stream<Path> files = Files.list(Path.of(folder == null ? "" : folder))) {
            return files.filter(file -> file.toString().endsWith("-all.zip"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no archive is there"));
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "Cannot start Apicurio Registry from the folder "
                            + folder
                            + " (system property "
                            + ARCHIVES
                            + "). Give the execution schema-registry of maven-dependency-plugin a"
                            + " phase in the module to fetch it.",
                    e);
        }
    }

    private static void unpack(Path archive, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().filter(each -> !each.isDirectory()).toList()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new IOException("an entry leads out of the archive");
                }
                Files.createDirectories(path.getParent());
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, path);
                }
            }
        }
    }
}
