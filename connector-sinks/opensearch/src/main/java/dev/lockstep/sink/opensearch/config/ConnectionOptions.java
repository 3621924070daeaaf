package dev.lockstep.sink.opensearch.config;

import dev.lockstep.sink.config.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;

/** Where the cluster is, and how to log in to it. */
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

    ConnectionOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        defineLogin(definition);
        defineTransport(definition);
    }

    private static void defineLogin(ConfigDef definition) {
        definition
                .define(
                        URL,
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ServerUrls.VALIDATOR,
                        Importance.HIGH,
                        "Lists the URLs of servers of the cluster, of OpenSearch or Elasticsearch.",
                        GROUP,
                        1,
                        Width.LONG,
                        "URLs")
                .define(
                        USER,
                        Type.STRING,
                        null,
                        new NonEmptyString(),
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
                        Importance.MEDIUM,
                        "Sets the API key to log in with, in place of a user, as the server prints"
                                + " it encoded.",
                        GROUP,
                        4,
                        Width.MEDIUM,
                        "API key");
    }

    private static void defineTransport(ConfigDef definition) {
        definition
                .define(
                        CONNECT_TIMEOUT,
                        Type.INT,
                        5_000,
                        Range.between(1, 3_600_000),
                        Importance.LOW,
                        "Bounds how long a connection may take to be made, in milliseconds.",
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
                        "Bounds how long an answer may take, in milliseconds; what it was asked is"
                                + " asked again.",
                        GROUP,
                        6,
                        Width.SHORT,
                        "Read timeout")
                .define(
                        COMPRESSION,
                        Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Tells whether requests are compressed with gzip, for networks that are"
                                + " slower than processors.",
                        GROUP,
                        7,
                        Width.SHORT,
                        "Compression");
    }

    /** Not empty; they hold no passwords. */
    public List<URI> urls() {
        return config.getList(URL).stream().map(url -> URI.create(url.strip())).toList();
    }

    /** Null for none. */
    public String user() {
        return config.getString(USER);
    }

    /** Null for none. */
    public Password password() {
        return config.getPassword(PASSWORD);
    }

    /** Null for none. */
    public Password apiKey() {
        return config.getPassword(API_KEY);
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

    /** How many requests may be under way at once, besides one that is waited for. */
    public int requests() {
        return config.getInt(WriteOptions.IN_FLIGHT);
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (user() != null && apiKey() != null) {
            problems.add(
                    new Problem(
                            API_KEY,
                            "Cannot log in both as a user and with an API key. Set "
                                    + USER
                                    + " or "
                                    + API_KEY
                                    + "."));
        }
        if ((user() == null) != (password() == null)) {
            problems.add(
                    new Problem(
                            user() == null ? USER : PASSWORD,
                            "A user and a password go together. Set both, or neither."));
        }
        return problems;
    }
}
