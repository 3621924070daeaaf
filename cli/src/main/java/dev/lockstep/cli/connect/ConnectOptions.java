package dev.lockstep.cli.connect;

import dev.lockstep.cli.output.CommandException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where Kafka Connect is. What is not given comes from the environment. */
public final class ConnectOptions {

    private static final String DEFAULT_URL = "http://localhost:8083";

    @Option(
            names = "--connect-url",
            paramLabel = "URL",
            description =
                    "A worker's REST interface (default: http://localhost:8083 where a command"
                            + " needs one). Environment: LOCKSTEP_CONNECT_URL.")
    private String url;

    @Option(
            names = "--connect-user",
            paramLabel = "USER",
            description =
                    "User of basic authentication, with the password in"
                            + " LOCKSTEP_CONNECT_PASSWORD. Environment: LOCKSTEP_CONNECT_USER.")
    private String user;

    @Option(
            names = "--connect-cacert",
            paramLabel = "FILE",
            description =
                    "Certificates (PEM) of the authorities that sign an https worker's"
                            + " (default: Java's). Environment: LOCKSTEP_CONNECT_CACERT.")
    private Path authorities;

    private final Map<String, String> environment;

    public ConnectOptions() {
        this(System.getenv());
    }

    ConnectOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A client of the worker that was named, or of the one on this machine. */
    public ConnectClient client() {
        return client(given(url, "CONNECT_URL").orElse(DEFAULT_URL));
    }

    /** A client of the worker that was named; empty when none was. */
    public Optional<ConnectClient> clientIfNamed() {
        return given(url, "CONNECT_URL").map(this::client);
    }

    private ConnectClient client(String address) {
        Optional<Path> certificates =
                Optional.ofNullable(authorities)
                        .or(() -> given(null, "CONNECT_CACERT").map(Path::of));
        return new ConnectClient(
                uri(address),
                given(user, "CONNECT_USER").map(this::authorization).orElse(null),
                certificates.map(Authorities::read).orElse(null));
    }

    private String authorization(String name) {
        String login = name + ":" + environment.getOrDefault("LOCKSTEP_CONNECT_PASSWORD", "");
        byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    private Optional<String> given(String option, String name) {
        return Optional.ofNullable(option)
                .or(() -> Optional.ofNullable(environment.get("LOCKSTEP_" + name)));
    }

    private static URI uri(String text) {
        try {
            URI uri = URI.create(text.endsWith("/") ? text : text + "/");
            if (String.valueOf(uri.getScheme()).matches("https?") && uri.getHost() != null) {
                if (uri.getUserInfo() == null) {
                    return uri;
                }
                throw new CommandException(
                        "Cannot use a --connect-url with a password. Use --connect-user and"
                                + " LOCKSTEP_CONNECT_PASSWORD.");
            }
        } catch (IllegalArgumentException e) {
            // As below; its words repeat the text.
        }
        throw new CommandException(
                "Cannot use --connect-url: it is no http or https URL. Write it as " + DEFAULT_URL);
    }
}
