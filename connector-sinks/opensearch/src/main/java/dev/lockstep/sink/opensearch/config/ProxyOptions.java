package dev.lockstep.sink.opensearch.config;

import dev.lockstep.sink.config.Problem;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The HTTP proxy between here and the cluster, if there is one. */
public final class ProxyOptions {

    public static final String HOST = "proxy.host";
    public static final String PORT = "proxy.port";
    public static final String USERNAME = "proxy.username";
    public static final String PASSWORD = "proxy.password";

    private static final String GROUP = "Proxy";

    private final AbstractConfig config;

    ProxyOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        definition
                .define(
                        HOST,
                        Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "Names the host of the HTTP proxy that requests go through.",
                        GROUP,
                        1,
                        Width.MEDIUM,
                        "Host")
                .define(
                        PORT,
                        Type.INT,
                        8080,
                        Range.between(1, 65_535),
                        Importance.LOW,
                        "Sets the port of the proxy.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Port")
                .define(
                        USERNAME,
                        Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "Names the user to log in to the proxy as.",
                        GROUP,
                        3,
                        Width.MEDIUM,
                        "User")
                .define(
                        PASSWORD,
                        Type.PASSWORD,
                        null,
                        Importance.LOW,
                        "Sets the password of that user.",
                        GROUP,
                        4,
                        Width.MEDIUM,
                        "Password");
    }

    /** Null for no proxy. */
    public String host() {
        return config.getString(HOST);
    }

    public int port() {
        return config.getInt(PORT);
    }

    /** Null for no user. */
    public String username() {
        return config.getString(USERNAME);
    }

    /** A secret: never to be logged. Null for none. */
    public String password() {
        return config.getPassword(PASSWORD) == null ? null : config.getPassword(PASSWORD).value();
    }

    List<Problem> problems() {
        return (username() == null) == (password() == null)
                ? List.of()
                : List.of(
                        new Problem(
                                username() == null ? USERNAME : PASSWORD,
                                "Cannot log in to the proxy with half of user and password. Set "
                                        + USERNAME
                                        + " and "
                                        + PASSWORD
                                        + ", or neither."));
    }
}
