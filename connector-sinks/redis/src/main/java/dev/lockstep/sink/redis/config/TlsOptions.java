package dev.lockstep.sink.redis.config;

import dev.lockstep.sink.config.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;

/** Whom to trust and how to identify oneself, where the URLs begin with {@code rediss://}. */
public final class TlsOptions {

    public static final String TRUSTSTORE = "ssl.truststore.location";
    public static final String TRUSTSTORE_PASSWORD = "ssl.truststore.password";
    public static final String TRUSTSTORE_TYPE = "ssl.truststore.type";
    public static final String KEYSTORE = "ssl.keystore.location";
    public static final String KEYSTORE_PASSWORD = "ssl.keystore.password";
    public static final String KEYSTORE_TYPE = "ssl.keystore.type";
    public static final String KEY_PASSWORD = "ssl.key.password";
    public static final String IDENTIFICATION = "ssl.endpoint.identification.algorithm";

    private static final String GROUP = "TLS";

    private final AbstractConfig config;

    TlsOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        store(
                definition,
                1,
                TRUSTSTORE,
                "Names the file of certificates to trust; without it the JVM's are.",
                "Truststore");
        store(
                definition,
                4,
                KEYSTORE,
                "Names the file with the certificate and key that identify the connector.",
                "Keystore");
        definition
                .define(
                        KEY_PASSWORD,
                        Type.PASSWORD,
                        null,
                        Importance.LOW,
                        "Sets the password of the key in the keystore, if it has one of its own.",
                        GROUP,
                        7,
                        Width.MEDIUM,
                        "Key password")
                .define(
                        IDENTIFICATION,
                        Type.STRING,
                        "https",
                        ValidString.in("https", ""),
                        Importance.LOW,
                        "Tells whether certificates must name the server's host: https means yes,"
                                + " empty no.",
                        GROUP,
                        8,
                        Width.SHORT,
                        "Host names");
    }

    private static void store(
            ConfigDef definition, int order, String location, String doc, String display) {
        String stem = location.substring(0, location.length() - "location".length());
        definition
                .define(
                        location,
                        Type.STRING,
                        null,
                        new NonEmptyString(),
                        Importance.MEDIUM,
                        doc,
                        GROUP,
                        order,
                        Width.LONG,
                        display)
                .define(
                        stem + "password",
                        Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "Sets the password of that file.",
                        GROUP,
                        order + 1,
                        Width.MEDIUM,
                        display + " password")
                .define(
                        stem + "type",
                        Type.STRING,
                        null,
                        ValidString.in(null, "JKS", "PKCS12"),
                        Importance.LOW,
                        "Tells what kind of file it is, PKCS12 or JKS; without it the JVM finds"
                                + " out.",
                        GROUP,
                        order + 2,
                        Width.SHORT,
                        display + " type");
    }

    /** Null for the JVM's own. */
    public Store truststore() {
        return store(TRUSTSTORE, TRUSTSTORE_PASSWORD, TRUSTSTORE_TYPE, TRUSTSTORE_PASSWORD);
    }

    /** Null for none. */
    public Store keystore() {
        String keys =
                config.getPassword(KEY_PASSWORD) == null ? KEYSTORE_PASSWORD : KEY_PASSWORD;
        return store(KEYSTORE, KEYSTORE_PASSWORD, KEYSTORE_TYPE, keys);
    }

    private Store store(String location, String password, String type, String keyPassword) {
        return config.getString(location) == null
                ? null
                : new Store(
                        config.getString(location),
                        config.getPassword(password),
                        config.getString(type),
                        config.getPassword(keyPassword));
    }

    public boolean identifiesHosts() {
        return !config.getString(IDENTIFICATION).isEmpty();
    }

    List<Problem> problems(boolean tls) {
        List<Problem> problems = new ArrayList<>();
        for (String location : List.of(TRUSTSTORE, KEYSTORE)) {
            if (!tls && config.getString(location) != null) {
                problems.add(
                        new Problem(
                                location,
                                "Cannot use a store of certificates without TLS. Begin "
                                        + ConnectionOptions.URL
                                        + " with rediss://, or take the option out."));
            }
        }
        return problems;
    }

    /**
     * A file of certificates and keys.
     *
     * @param password null for none
     * @param type null where the JVM is to find out
     * @param keyPassword of its keys; null for none
     */
    public record Store(String location, Password password, String type, Password keyPassword) {}
}
