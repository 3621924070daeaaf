package dev.lockstep.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An OpenSearch cluster of one node, without TLS and users, in a JVM of its own; or Elasticsearch
 * from before the two parted.
 *
 * <p>It runs from the folder that the system property {@code lockstep.embedded.opensearch} names
 * ({@code lockstep.embedded.elasticsearch}), never from our class path.
 */
public final class OpenSearchServer implements SearchServer {

    private static final String HOST = "127.0.0.1";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private static final String LOGGING =
            """
            status = warn
            appender.log.type = Console
            appender.log.name = log
            appender.log.layout.type = PatternLayout
            appender.log.layout.pattern = %d{ISO8601} %-5p [%t] %m (%c{1})%n
            rootLogger.level = info
            rootLogger.appenderRef.log.ref = log
            """;

    /** The server brings a security manager along, and is slow to end where that says no. */
    private static final String POLICY = "grant { permission java.security.AllPermission; };";

    private final int port;
    private final ServerHome home;
    private final SupervisedServer server;

    private OpenSearchServer(Builder builder) {
        SearchFamily family = builder.family;
        port = FreePort.preferring(builder.preferredPort);
        home = ServerHome.create(family.label());
        try {
            SearchBinaries binaries = SearchBinaries.of(family, home);
            home.write("log4j2.properties", LOGGING);
            home.write(family.label() + ".yml", configuration(builder.settings));
            server =
                    JavaServer.supervised(
                            family.title() + " (port " + port + ")",
                            home,
                            commandLine(builder.java, family, binaries),
                            this::serves);
        } catch (RuntimeException e) {
            home.delete();
            throw e;
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What a server answered. */
    public record Response(int status, String body) {}

    @Override
    public String url() {
        return "http://" + HOST + ":" + port;
    }

    @Override
    public int port() {
        return port;
    }

    public long pid() {
        return server.pid();
    }

    /** User and system time that the server's process has used. */
    public Duration cpuTime() {
        return server.cpuTime();
    }

    public Path logFile() {
        return home.log();
    }

    @Override
    public void stop() {
        server.stop("TERM", STOP_TIMEOUT);
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public void close() {
        server.close();
    }

    private boolean serves() {
        try {
            String health = "/_cluster/health?wait_for_status=yellow&timeout=1s";
            return request("GET", health).status() == 200;
        } catch (EmbeddedServerException e) {
            return false;
        }
    }

    private List<String> commandLine(
            JavaServer java, SearchFamily family, SearchBinaries binaries) {
        List<String> line = java.jvm(home);
        String prefix = "-D" + family.propertyPrefix();
        line.add(prefix + ".path.home=" + binaries.folder());
        line.add(prefix + ".path.conf=" + home.folder());
        line.add(prefix + ".distribution.type=zip");
        line.add(prefix + ".distribution.flavor=oss");
        line.add(prefix + ".bundled_jdk=false");
        // It refuses to run as root where it can call the system and so knows.
        line.addAll(List.of("-Djna.nosys=true", "-Djna.nounpack=true", "-Djna.noclasspath=true"));
        line.add("-Djava.security.manager=allow");
        line.add("-Djava.security.policy=" + home.write("server.policy", POLICY));
        line.add("-Djava.locale.providers=SPI,COMPAT");
        line.add("-Dfile.encoding=UTF-8");
        line.add("-Dlog4j2.disable.jmx=true");
        line.addAll(List.of("-cp", binaries.classPath(), family.mainClass()));
        return line;
    }

    private String configuration(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("path.data", home.resolve("data").toString());
        all.put("path.logs", home.resolve("logs").toString());
        all.put("network.host", HOST);
        all.put("http.port", Integer.toString(port));
        all.put("transport.port", Integer.toString(FreePort.next()));
        all.put("discovery.type", "single-node");
        return all.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** Settings for a server that is not started yet. */
    public static final class Builder {

        private final Map<String, String> settings = new LinkedHashMap<>();
        private final JavaServer java = new JavaServer("512m");
        private SearchFamily family = SearchFamily.OPENSEARCH;
        private int preferredPort;

        private Builder() {
            setting("node.name", "embedded");
            // A full disk of the machine is nobody's business here.
            setting("cluster.routing.allocation.disk.threshold_enabled", "false");
        }

        /**
         * Elasticsearch 7.10 instead, which has no data streams, no language analyzers and no
         * scripts here.
         */
        public Builder elasticsearch() {
            family = SearchFamily.ELASTICSEARCH;
            return this;
        }

        /** Listens on this port if it is free when it is first started; else on any. */
        public Builder preferredPort(int port) {
            preferredPort = port;
            return this;
        }

        /** Any line of {@code opensearch.yml}. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /** The largest heap, as the JVM spells it. */
        public Builder heap(String size) {
            java.heap(size);
            return this;
        }

        /**
         * Starts with half the work, for a server that never gets as fast: not for measurements.
         */
        public Builder quickStart() {
            java.quickStart();
            return this;
        }

        public Builder jvmOption(String option) {
            java.jvmOption(option);
            return this;
        }

        public OpenSearchServer start() {
            OpenSearchServer started = new OpenSearchServer(this);
            started.server.startOrRemove();
            return started;
        }
    }
}
