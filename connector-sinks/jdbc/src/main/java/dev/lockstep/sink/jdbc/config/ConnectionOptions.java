package dev.lockstep.sink.jdbc.config;

import dev.lockstep.sink.config.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Where the target is and how to log in to it. */
public final class ConnectionOptions {

    public static final String URL = "connection.url";
    public static final String USER = "connection.user";
    public static final String PASSWORD = "connection.password";

    /** Everything after this prefix goes to the JDBC driver as it is. */
    public static final String DRIVER_PREFIX = "connection.properties.";

    private static final String GROUP = "Connection";

    private final AbstractConfig config;

    ConnectionOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        int order = 0;
        definition
                .define(
                        URL,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        JdbcUrl.VALIDATOR,
                        Importance.HIGH,
                        "Names the target by its JDBC URL.",
                        GROUP,
                        ++order,
                        Width.LONG,
                        "URL")
                .define(
                        USER,
                        Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Names the user to log in as.",
                        GROUP,
                        ++order,
                        Width.MEDIUM,
                        "User")
                .define(
                        PASSWORD,
                        Type.PASSWORD,
                        null,
                        Importance.HIGH,
                        "Sets the password of the user.",
                        GROUP,
                        ++order,
                        Width.MEDIUM,
                        "Password");
    }

    /** Carries neither user nor password. */
    public String url() {
        return config.getString(URL);
    }

    /** The driver's properties, the secrets among them: never to be logged. */
    public Properties properties(Map<String, String> defaults) {
        Properties properties = new Properties();
        defaults.forEach(properties::setProperty);
        config.originalsWithPrefix(DRIVER_PREFIX)
                .forEach((key, value) -> properties.setProperty(key, String.valueOf(value)));
        if (config.getString(USER) != null) {
            properties.setProperty("user", config.getString(USER));
        }
        if (config.getPassword(PASSWORD) != null) {
            properties.setProperty("password", config.getPassword(PASSWORD).value());
        }
        return properties;
    }

    /** A password in the URL would be shown wherever the URL is. */
    List<Problem> problems() {
        boolean secret = url().toLowerCase(Locale.ROOT).matches(".*[?&;]\\w*password=.*");
        return secret
                ? List.of(
                        new Problem(
                                URL,
                                "Cannot use a URL with a password in it: it would be shown in logs."
                                        + " Set "
                                        + PASSWORD
                                        + ", or "
                                        + DRIVER_PREFIX
                                        + "<name> through a config provider."))
                : List.of();
    }
}
