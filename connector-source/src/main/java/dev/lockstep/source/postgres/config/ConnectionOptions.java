package dev.lockstep.source.postgres.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Where the database is and how to log in to it. */
public final class ConnectionOptions {

    public static final String HOSTNAME = "database.hostname";
    public static final String PORT = "database.port";
    public static final String USER = "database.user";
    public static final String PASSWORD = "database.password";
    public static final String DATABASE = "database.dbname";
    public static final String SSL_MODE = "database.sslmode";
    public static final String SSL_ROOT_CERTIFICATE = "database.sslrootcert";
    public static final String SSL_CERTIFICATE = "database.sslcert";
    public static final String SSL_KEY = "database.sslkey";
    public static final String SSL_PASSWORD = "database.sslpassword";
    public static final String CONNECT_TIMEOUT = "database.connect.timeout.ms";
    public static final String TCP_KEEP_ALIVE = "database.tcpKeepAlive";

    /** Everything after this prefix goes to the JDBC driver as it is. */
    public static final String DRIVER_PREFIX = "driver.";

    private static final String GROUP = "Connection";

    private final AbstractConfig config;

    ConnectionOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        int order = 0;
        definition
                .define(
                        HOSTNAME,
                        Type.STRING,
                        NO_DEFAULT_VALUE,
                        new NonEmptyString(),
                        HIGH,
                        "Names the host of the PostgreSQL server, or its address.",
                        GROUP,
                        ++order,
                        Width.MEDIUM,
                        "Host")
                .define(
                        PORT,
                        Type.INT,
                        5432,
                        Range.between(1, 65535),
                        HIGH,
                        "Sets the port of the PostgreSQL server.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Port")
                .define(
                        DATABASE,
                        Type.STRING,
                        NO_DEFAULT_VALUE,
                        new NonEmptyString(),
                        HIGH,
                        "Names the database whose changes are captured.",
                        GROUP,
                        ++order,
                        Width.MEDIUM,
                        "Database")
                .define(
                        USER,
                        Type.STRING,
                        NO_DEFAULT_VALUE,
                        new NonEmptyString(),
                        HIGH,
                        "Names the user to log in as; it needs the REPLICATION attribute.",
                        GROUP,
                        ++order,
                        Width.MEDIUM,
                        "User")
                .define(
                        PASSWORD,
                        Type.PASSWORD,
                        "",
                        HIGH,
                        "Sets the password of the user.",
                        GROUP,
                        ++order,
                        Width.MEDIUM,
                        "Password")
                .define(
                        SSL_MODE,
                        Type.STRING,
                        "prefer",
                        OneOf.of(
                                "disable",
                                "allow",
                                "prefer",
                                "require",
                                "verify-ca",
                                "verify-full"),
                        MEDIUM,
                        "Selects how far the connection is encrypted and the server verified, as"
                                + " libpq's sslmode.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "TLS mode")
                .define(
                        SSL_ROOT_CERTIFICATE,
                        Type.STRING,
                        null,
                        MEDIUM,
                        "Names the file with the certificates of the authorities that sign the"
                                + " server's certificate.",
                        GROUP,
                        ++order,
                        Width.LONG,
                        "TLS root certificate")
                .define(
                        SSL_CERTIFICATE,
                        Type.STRING,
                        null,
                        MEDIUM,
                        "Names the file with the client's certificate.",
                        GROUP,
                        ++order,
                        Width.LONG,
                        "TLS client certificate")
                .define(
                        SSL_KEY,
                        Type.STRING,
                        null,
                        MEDIUM,
                        "Names the file with the client's private key.",
                        GROUP,
                        ++order,
                        Width.LONG,
                        "TLS client key")
                .define(
                        SSL_PASSWORD,
                        Type.PASSWORD,
                        null,
                        MEDIUM,
                        "Sets the password of the client's private key.",
                        GROUP,
                        ++order,
                        Width.MEDIUM,
                        "TLS key password")
                .define(
                        CONNECT_TIMEOUT,
                        Type.LONG,
                        10_000L,
                        Range.between(1000, 3_600_000),
                        LOW,
                        "Bounds how long one attempt to connect may take, in milliseconds.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Connect timeout")
                .define(
                        TCP_KEEP_ALIVE,
                        Type.BOOLEAN,
                        true,
                        LOW,
                        "Turns on TCP keep-alive probes, so that a dead connection is noticed.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "TCP keep-alive");
    }

    public String hostname() {
        return config.getString(HOSTNAME);
    }

    public int port() {
        return config.getInt(PORT);
    }

    public String database() {
        return config.getString(DATABASE);
    }

    public String user() {
        return config.getString(USER);
    }

    public Duration connectTimeout() {
        return Duration.ofMillis(config.getLong(CONNECT_TIMEOUT));
    }

    /** The JDBC URL; it carries neither user nor password. */
    public String url() {
        String host = hostname().contains(":") ? "[" + hostname() + "]" : hostname();
        return "jdbc:postgresql://" + host + ":" + port() + "/" + encoded(database());
    }

    /** The replication connection needs a socket of its own kind: another would be passed over. */
    List<Problem> problems() {
        String key = DRIVER_PREFIX + "socketFactory";
        return config.originals().containsKey(key)
                ? List.of(
                        new Problem(
                                HOSTNAME,
                                "Cannot use "
                                        + key
                                        + ": the connector makes its own sockets. Remove it, and"
                                        + " reach the server directly or through a proxy."))
                : List.of();
    }

    /** The driver's properties, the secrets among them: never to be logged. */
    public Properties driverProperties() {
        Properties properties = new Properties();
        Map<String, Object> passedThrough = config.originalsWithPrefix(DRIVER_PREFIX);
        passedThrough.forEach((key, value) -> properties.setProperty(key, String.valueOf(value)));
        properties.setProperty("user", user());
        properties.setProperty("password", config.getPassword(PASSWORD).value());
        properties.setProperty("sslmode", config.getString(SSL_MODE));
        putIfSet(properties, "sslrootcert", config.getString(SSL_ROOT_CERTIFICATE));
        putIfSet(properties, "sslcert", config.getString(SSL_CERTIFICATE));
        putIfSet(properties, "sslkey", config.getString(SSL_KEY));
        if (config.getPassword(SSL_PASSWORD) != null) {
            properties.setProperty("sslpassword", config.getPassword(SSL_PASSWORD).value());
        }
        long seconds = Math.max(1, connectTimeout().toSeconds());
        properties.setProperty("connectTimeout", Long.toString(seconds));
        properties.setProperty("loginTimeout", Long.toString(seconds));
        properties.setProperty("tcpKeepAlive", config.getBoolean(TCP_KEEP_ALIVE).toString());
        return properties;
    }

    private static void putIfSet(Properties properties, String key, String value) {
        if (value != null && !value.isEmpty()) {
            properties.setProperty(key, value);
        }
    }

    /** A database name may hold any character; the driver decodes the path of its URL. */
    private static String encoded(String name) {
        return name.codePoints()
                .mapToObj(
                        point ->
                                point < 128 && (Character.isLetterOrDigit(point) || point == '_')
                                        ? Character.toString(point)
                                        : java.net.URLEncoder.encode(
                                                        Character.toString(point),
                                                        java.nio.charset.StandardCharsets.UTF_8)
                                                .replace("+", "%20"))
                .collect(Collectors.joining());
    }
}
