package dev.lockstep.sink.opensearch.config;

import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.config.TlsOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Where the cluster is and how to log in to it. */
public final class ConnectionOptions {

    public static final String URL = "connection.url";
    public static final String USER = "connection.username";
    public static final String PASSWORD = "connection.password";
    public static final String API_KEY = "connection.api.key";
    public static final String CONNECT_TIMEOUT = "connection.timeout.ms";
    public static final String READ_TIMEOUT = "read.timeout.ms";
    public static final String COMPRESSION = "connection.compression";

    private static final String GROUP = "Connection";

    private final AbstractConfig config;

    /**
     * @param config of a definition that {@link #define} has added to
     */
    public ConnectionOptions(AbstractConfig config) {
        this.config = config;
    }

    /** Adds the options to a connector's. */
    public static ConfigDef define(ConfigDef definition) {
        defineLogin(definition);
        defineRequests(definition);
        ProxyOptions.define(definition);
        return TlsOptions.define(definition);
    }

    private static void defineLogin(ConfigDef definition) {
        definition
                .define(
                        URL,
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ServerUrls.VALIDATOR,
                        Importance.HIGH,
                        "Lists the URLs of nodes, such as https://search.example.com:9200; requests"
                                + " go round them, and past those that do not answer.",
                        GROUP,
                        1,
                        Width.LONG,
                        "URLs")
                .define(
                        USER,
                        Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Names the user to log in as.",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        "User")
                .define(
                        PASSWORD,
                        Type.PASSWORD,
                        null,
                        Importance.HIGH,
                        "Sets the password of the user.",
                        GROUP,
                        3,
                        Width.MEDIUM,
                        "Password")
                .define(
                        API_KEY,
                        Type.PASSWORD,
                        null,
                        Importance.HIGH,
                        "Sets the API key to log in with instead of user and password, in the"
                                + " encoded form that the cluster gave out.",
                        GROUP,
                        4,
                        Width.MEDIUM,
                        "API key");
    }

    private static void defineRequests(ConfigDef definition) {
        definition
                .define(
                        CONNECT_TIMEOUT,
                        Type.INT,
                        5_000,
                        Range.between(1, 3_600_000),
                        Importance.LOW,
                        "Bounds how long connecting to a node may take, in milliseconds.",
                        GROUP,
                        5,
                        Width.SHORT,
                        "Connection timeout")
                .define(
                        READ_TIMEOUT,
                        Type.INT,
                        60_000,
                        Range.between(1, 3_600_000),
                        Importance.LOW,
                        "Bounds how long a node may take to answer, in milliseconds.",
                        GROUP,
                        6,
                        Width.SHORT,
                        "Read timeout")
                .define(
                        COMPRESSION,
                        Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Tells whether requests and answers are compressed with gzip.",
                        GROUP,
                        7,
                        Width.SHORT,
                        "Compression");
    }

    /** The nodes; they carry neither user nor password. */
    public List<URI> urls() {
        return config.getList(URL).stream().map(ServerUrls::parse).toList();
    }

    /** The path before every request's; empty for none. */
    public String path() {
        return ServerUrls.path(urls().get(0));
    }

    /** Null for no user. */
    public String user() {
        return config.getString(USER);
    }

    /** A secret: never to be logged. Null for none. */
    public String password() {
        return secret(PASSWORD);
    }

    /** A secret: never to be logged. Null for none. */
    public String apiKey() {
        return secret(API_KEY);
    }

    private String secret(String option) {
        return config.getPassword(option) == null ? null : config.getPassword(option).value();
    }

    public Duration connectTimeout() {
        return Duration.ofMillis(config.getInt(CONNECT_TIMEOUT));
    }

    public Duration readTimeout() {
        return Duration.ofMillis(config.getInt(READ_TIMEOUT));
    }

    public boolean compression() {
        return config.getBoolean(COMPRESSION);
    }

    public ProxyOptions proxy() {
        return new ProxyOptions(config);
    }

    public TlsOptions tls() {
        return new TlsOptions(config);
    }

    /** What is wrong with these options together. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(proxy().problems());
        if ((user() == null) != (password() == null)) {
            problems.add(
                    new Problem(
                            user() == null ? USER : PASSWORD,
                            "Cannot log in with half of user and password. Set "
                                    + USER
                                    + " and "
                                    + PASSWORD
                                    + ", or neither."));
        }
        if (apiKey() != null && user() != null) {
            problems.add(
                    new Problem(
                            API_KEY,
                            "Cannot log in in two ways. Set either "
                                    + API_KEY
                                    + " or "
                                    + USER
                                    + " and "
                                    + PASSWORD
                                    + "."));
        }
        return problems;
    }
}
