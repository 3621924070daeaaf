package dev.lockstep.sink.config;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Whom to trust and what to show where a connection is encrypted, by the names of Kafka's options.
 */
public final class TlsOptions {

    private static final String GROUP = "TLS";

    private final AbstractConfig config;

    /**
     * @param config of a definition that {@link #define} has added to
     */
    public TlsOptions(AbstractConfig config) {
        this.config = config;
    }

    /** Adds the options to a connector's. */
    public static ConfigDef define(ConfigDef definition) {
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
                        new NonEmptyString(),
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
                        "Tells whether a server's certificate must name its host: https means yes,"
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
                        new NonEmptyString(),
                        Importance.MEDIUM,
                        "Names the file with the certificate and key to show to the server.",
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

    /** Whether a server must prove that it is the host it was called by. */
    public boolean checksHosts() {
        String algorithm =
                config.getString(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
        return algorithm.toLowerCase(Locale.ROOT).equals("https");
    }

    /**
     * What connections are made with. Stores are read as Kafka's clients read them.
     *
     * @throws KafkaException when a store cannot be read
     */
    public SSLContext context() {
        Map<String, Object> settings = new HashMap<>(config.values());
        settings.keySet().removeIf(name -> !name.startsWith("ssl."));
        settings.put(SslConfigs.SSL_PROTOCOL_CONFIG, SslConfigs.DEFAULT_SSL_PROTOCOL);
        settings.put(SslConfigs.SSL_CIPHER_SUITES_CONFIG, List.of());
        settings.put(
                SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG,
                List.of(SslConfigs.DEFAULT_SSL_ENABLED_PROTOCOLS.split(",")));
        try (DefaultSslEngineFactory stores = new DefaultSslEngineFactory()) {
            stores.configure(settings);
            return checksHosts() ? stores.sslContext() : ofAnyHost(stores);
        } catch (GeneralSecurityException e) {
            throw new KafkaException(e.getMessage(), e);
        }
    }

    private SSLContext ofAnyHost(DefaultSslEngineFactory stores) throws GeneralSecurityException {
        KeyManager[] keys = null;
        if (stores.keystore() != null) {
            KeyManagerFactory factory =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(stores.keystore(), keyPassword());
            keys = factory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance(SslConfigs.DEFAULT_SSL_PROTOCOL);
        context.init(keys, new TrustManager[] {AnyHostTrust.of(stores.truststore())}, null);
        return context;
    }

    /** The store's where the key has none of its own; null where neither has. */
    private char[] keyPassword() {
        Password key = config.getPassword(SslConfigs.SSL_KEY_PASSWORD_CONFIG);
        Password password =
                key == null ? config.getPassword(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG) : key;
        return password == null ? null : password.value().toCharArray();
    }

    /** Stores that cannot be read. */
    public List<Problem> problems() {
        try {
            context();
            return List.of();
        } catch (KafkaException e) {
            boolean own = config.getString(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG) != null;
            return List.of(
                    new Problem(
                            own
                                    ? SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG
                                    : SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                            "Cannot read the stores of certificates: "
                                    + e.getMessage()
                                    + ". Correct their locations, passwords and types."));
        }
    }
}
