package dev.lockstep.cli.connect;

import dev.lockstep.cli.output.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Where Kafka is. What is not given comes from the environment. */
public final class KafkaOptions {

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    /** An operator at a terminal wants to know soon; the file of --command-config may say other. */
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "client.id", "lockstep",
                    "default.api.timeout.ms", "15000",
                    "request.timeout.ms", "10000");

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description =
                    "Brokers to ask first, with commas between them. Environment:"
                            + " LOCKSTEP_BOOTSTRAP_SERVERS.")
    private String servers;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description =
                    "Properties of Kafka clients, such as those of TLS and SASL. Environment:"
                            + " LOCKSTEP_COMMAND_CONFIG.")
    private Path file;

    private final Map<String, String> environment;

    public KafkaOptions() {
        this(System.getenv());
    }

    KafkaOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Whether brokers are named. */
    public boolean isNamed() {
        return properties().containsKey(BOOTSTRAP_SERVERS);
    }

    /** The cluster that is named. */
    public Cluster cluster() {
        Map<String, Object> properties = properties();
        if (!properties.containsKey(BOOTSTRAP_SERVERS)) {
            throw new CommandException(
                    "Cannot connect to Kafka: no broker is named. Use --bootstrap-servers or"
                            + " LOCKSTEP_BOOTSTRAP_SERVERS.");
        }
        return new Cluster(properties);
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(DEFAULTS);
        Optional.ofNullable(file)
                .or(
                        () ->
                                Optional.ofNullable(environment.get("LOCKSTEP_COMMAND_CONFIG"))
                                        .map(Path::of))
                .ifPresent(
                        path ->
                                read(path)
                                        .forEach(
                                                (key, value) ->
                                                        properties.put(key.toString(), value)));
        Optional.ofNullable(servers)
                .or(() -> Optional.ofNullable(environment.get("LOCKSTEP_BOOTSTRAP_SERVERS")))
                .ifPresent(list -> properties.put(BOOTSTRAP_SERVERS, list));
        return properties;
    }

    private static Properties read(Path path) {
        Properties properties = new Properties();
        try (InputStream content = Files.newInputStream(path)) {
            properties.load(content);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException(
                    "Cannot read "
                            + path
                            + " (--command-config): "
                            + e.getClass().getSimpleName()
                            + ". Name a file of properties.",
                    e);
        }
    }
}
