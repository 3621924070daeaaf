package dev.lockstep.benchmarks.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;

/** The versions of what takes part everywhere. */
public final class Versions {

    /** Names the state of the sources, if whoever starts the benchmarks knows it. */
    private static final String COMMIT = "lockstep.commit";

    private static final Pattern CONNECTOR =
            Pattern.compile(
                    "(lockstep-connector-source|debezium-connector-postgres)-(\\d.*)\\.jar");

    private Versions() {}

    /** Of servers, plugins and this JVM, by name. */
    public static Map<String, String> of(Stage stage) throws SQLException, IOException {
        Map<String, String> versions = new TreeMap<>();
        try (Connection connection = stage.postgres().connect("postgres")) {
            versions.put("PostgreSQL", connection.getMetaData().getDatabaseProductVersion());
        }
        versions.put("Kafka and Connect", AppInfoParser.getVersion());
        versions.put("Java", Runtime.version().toString());
        addConnectors(stage.plugins(), versions);
        return versions;
    }

    private static void addConnectors(Path plugins, Map<String, String> versions)
            throws IOException {
        try (Stream<Path> files = Files.walk(plugins)) {
            files.map(file -> CONNECTOR.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .forEach(jar -> add(jar.group(1), jar.group(2), versions));
        }
    }

    private static void add(String connector, String version, Map<String, String> versions) {
        if (connector.startsWith("debezium")) {
            versions.put("Debezium", version);
        } else {
            String commit = System.getProperty(COMMIT, "");
            versions.put("Lockstep", commit.isEmpty() ? version : version + " (" + commit + ")");
        }
    }
}
