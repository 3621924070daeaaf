package dev.lockstep.sink.opensearch.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Whom to trust and what to show where URLs begin with https, under the names of Kafka's options.
 */
public final class TlsOptions {

    private static final String GROUP = "TLS";

    private final AbstractConfig config;

    TlsOptions(AbstractConfig config) {
        this.config = config;
    }

    static ConfigDef define(ConfigDef definition) {
        defineTrust(definition);
        defineIdentity(definition);
        return definition;
    }

    private static void defineTrust(ConfigDef definition) {
        definition
                .define(
                        SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                        Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Names the file with the certificates to trust; without it those that Java"
                                + " trusts.",
                        GROUP,
                        1,
                        Width.LONG,
                        "Trust store")
                .define(
                        SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
                        Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "Sets the password of the trust store; PEM files have none.",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        "Trust store password")
                .define(
                        SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
                        Type.STRING,
                        "JKS",
                        stores(),
                        Importance.LOW,
                        "Tells the form of the trust store.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Trust store type")
                .define(
                        SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG,
                        Type.STRING,
                        "https",
                        ConfigDef.CaseInsensitiveValidString.in("https", ""),
                        Importance.LOW,
                        "Tells whether a node's certificate must name its host: https means yes,"
                                + " empty no.",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Host names");
    }

    private static void defineIdentity(ConfigDef definition) {
        definition
                .define(
                        SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
                        Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Names the file with the certificate and key to show to the cluster.",
                        GROUP,
                        5,
                        Width.LONG,
                        "Key store")
                .define(
                        SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
                        Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "Sets the password of the key store; PEM files have none.",
                        GROUP,
                        6,
                        Width.MEDIUM,
                        "Key store password")
                .define(
                        SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
                        Type.STRING,
                        "JKS",
                        stores(),
                        Importance.LOW,
                        "Tells the form of the key store.",
                        GROUP,
                        7,
                        Width.SHORT,
                        "Key store type")
                .define(
                        SslConfigs.SSL_KEY_PASSWORD_CONFIG,
                        Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "Sets the password of the key in the key store, where it has its own.",
                        GROUP,
                        8,
                        Width.MEDIUM,
                        "Key password");
    }

    private static ValidString stores() {
        return ValidString.in("JKS", "PKCS12", "PEM");
    }

    /** Whether a node must prove that it is the host of its URL. */
    public boolean checksHosts() {
        String algorithm =
                config.getString(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
        return algorithm.toLowerCase(Locale.ROOT).equals("https");
    }

    /**
     * For Kafka's own reader of such options, with what the worker's version has beside ours; the
     * passwords are in it.
     */
    public Map<String, ?> settings() {
        Map<String, Object> ours = new HashMap<>(config.values());
        ours.keySet().removeIf(name -> !name.startsWith("ssl."));
        ours.values().removeIf(Objects::isNull);
        ConfigDef kafka = new ConfigDef();
        SslConfigs.addClientSslSupport(kafka);
        return new AbstractConfig(kafka, ours, false).values();
    }
}
