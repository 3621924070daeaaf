package dev.lockstep.sink.typesense.config;

import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.config.TlsOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Where the server is and how to be let in. */
public final class ConnectionOptions {

    public static final String URL = "connection.url";
    public static final String API_KEY = "api.key";
    public static final String CONNECT_TIMEOUT = "connection.timeout.ms";
    public static final String READ_TIMEOUT = "read.timeout.ms";

    private static final String GROUP = "Connection";

    private final AbstractConfig config;
    private final TlsOptions tls;

    ConnectionOptions(AbstractConfig config) {
        this.config = config;
        this.tls = new TlsOptions(config);
    }

    static ConfigDef define(ConfigDef definition) {
        definition
                .define(
                        URL,
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        NodeUrls.VALIDATOR,
                        Importance.HIGH,
                        "Lists the URLs of the nodes, which are tried in turn.",
                        GROUP,
                        1,
                        Width.LONG,
                        "URLs")
                .define(
                        API_KEY,
                        Type.PASSWORD,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "Sets the key that the server knows us by.",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        "API key");
        defineTimeouts(definition);
        return TlsOptions.define(definition);
    }

    private static void defineTimeouts(ConfigDef definition) {
        definition
                .define(
                        CONNECT_TIMEOUT,
                        Type.INT,
                        5_000,
                        Range.between(1, 600_000),
                        Importance.LOW,
                        "Bounds how long a connection may take to be made, in milliseconds.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Connection timeout")
                .define(
                        READ_TIMEOUT,
                        Type.INT,
                        120_000,
                        Range.between(1, 3_600_000),
                        Importance.LOW,
                        "Bounds how long an answer may take, in milliseconds, which for an import"
                                + " is the time to index it.",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Read timeout");
    }

    /** Without slashes at their ends. */
    public List<URI> urls() {
        return config.getList(URL).stream().map(NodeUrls::parse).toList();
    }

    /** A secret. */
    public String apiKey() {
        return config.getPassword(API_KEY).value();
    }

    public Duration connectTimeout() {
        return Duration.ofMillis(config.getInt(CONNECT_TIMEOUT));
    }

    public Duration readTimeout() {
        return Duration.ofMillis(config.getInt(READ_TIMEOUT));
    }

    public TlsOptions tls() {
        return tls;
    }

    /** Whether any node is called by https. */
    public boolean isEncrypted() {
        return urls().stream().anyMatch(url -> url.getScheme().equals("https"));
    }

    List<Problem> problems() {
        return isEncrypted() ? tls.problems() : List.of();
    }
}
