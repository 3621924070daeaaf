package dev.lockstep.sink.redis.config;

import dev.lockstep.sink.config.OneOf;
import dev.lockstep.sink.config.Problem;
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

/** Where the servers are and how to log in to them. */
public final class ConnectionOptions {

    public static final String URL = "connection.url";
    public static final String MODE = "connection.mode";
    public static final String MASTER = "sentinel.master.name";
    public static final String USER = "connection.username";
    public static final String PASSWORD = "connection.password";
    public static final String SENTINEL_USER = "sentinel.username";
    public static final String SENTINEL_PASSWORD = "sentinel.password";
    public static final String DATABASE = "connection.database";
    public static final String CONNECT_TIMEOUT = "connection.timeout.ms";
    public static final String COMMAND_TIMEOUT = "command.timeout.ms";

    private static final String GROUP = "Connection";

    private final AbstractConfig config;

    ConnectionOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        defineServers(definition);
        defineLogin(definition);
        defineTimeouts(definition);
    }

    private static void defineServers(ConfigDef definition) {
        definition
                .define(
                        URL,
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ServerUrl.VALIDATOR,
                        Importance.HIGH,
                        "Names the server as redis://host:port, or rediss:// for TLS; of a cluster"
                                + " some of its nodes, and with connection.mode=sentinel the"
                                + " Sentinels.",
                        GROUP,
                        1,
                        Width.LONG,
                        "URLs")
                .define(
                        MODE,
                        Type.STRING,
                        "standalone",
                        OneOf.of(ConnectionMode.class),
                        Importance.HIGH,
                        "Tells how the servers belong together: standalone is one server, cluster a"
                                + " Redis or Valkey Cluster, sentinel a server with replicas that"
                                + " Sentinels watch.",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        "Kind of servers")
                .define(
                        MASTER,
                        Type.STRING,
                        null,
                        new NonEmptyString(),
                        Importance.MEDIUM,
                        "Gives the name by which the Sentinels know the server.",
                        GROUP,
                        3,
                        Width.MEDIUM,
                        "Master name")
                .define(
                        DATABASE,
                        Type.INT,
                        0,
                        Range.between(0, 9_999),
                        Importance.LOW,
                        "Chooses the numbered database of the server; a cluster has only 0.",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Database");
    }

    private static void defineLogin(ConfigDef definition) {
        definition
                .define(
                        USER,
                        Type.STRING,
                        null,
                        new NonEmptyString(),
                        Importance.HIGH,
                        "Names the ACL user to log in as.",
                        GROUP,
                        5,
                        Width.MEDIUM,
                        "User")
                .define(
                        PASSWORD,
                        Type.PASSWORD,
                        null,
                        Importance.HIGH,
                        "Sets the password of the user, or of the server where it has no users.",
                        GROUP,
                        6,
                        Width.MEDIUM,
                        "Password")
                .define(
                        SENTINEL_USER,
                        Type.STRING,
                        null,
                        new NonEmptyString(),
                        Importance.LOW,
                        "Names the ACL user to log in to the Sentinels as.",
                        GROUP,
                        7,
                        Width.MEDIUM,
                        "User of the Sentinels")
                .define(
                        SENTINEL_PASSWORD,
                        Type.PASSWORD,
                        null,
                        Importance.LOW,
                        "Sets the password of the Sentinels.",
                        GROUP,
                        8,
                        Width.MEDIUM,
                        "Password of the Sentinels");
    }

    private static void defineTimeouts(ConfigDef definition) {
        definition
                .define(
                        CONNECT_TIMEOUT,
                        Type.INT,
                        5_000,
                        Range.between(1, 3_600_000),
                        Importance.LOW,
                        "Bounds how long connecting to a server may take, in milliseconds.",
                        GROUP,
                        9,
                        Width.SHORT,
                        "Connect timeout")
                .define(
                        COMMAND_TIMEOUT,
                        Type.INT,
                        10_000,
                        Range.between(1, 3_600_000),
                        Importance.LOW,
                        "Bounds how long a server may take to answer, in milliseconds, before it"
                                + " counts as down.",
                        GROUP,
                        10,
                        Width.SHORT,
                        "Command timeout");
    }

    public List<ServerUrl> servers() {
        ConnectionMode mode = mode();
        return config.getList(URL).stream().map(url -> ServerUrl.parse(url, mode)).toList();
    }

    public ConnectionMode mode() {
        return OneOf.parse(ConnectionMode.class, config.getString(MODE));
    }

    public boolean usesTls() {
        return servers().stream().anyMatch(ServerUrl::tls);
    }

    /** Null but for Sentinels. */
    public String master() {
        return config.getString(MASTER);
    }

    public int database() {
        int named = servers().get(0).database();
        return named < 0 ? config.getInt(DATABASE) : named;
    }

    /** Null for the default user. */
    public String user() {
        return config.getString(USER);
    }

    /** Null for none; never to be logged. */
    public String password() {
        return secret(PASSWORD);
    }

    /** Null for the default user. */
    public String sentinelUser() {
        return config.getString(SENTINEL_USER);
    }

    /** Null for none; never to be logged. */
    public String sentinelPassword() {
        return secret(SENTINEL_PASSWORD);
    }

    private String secret(String name) {
        Password password = config.getPassword(name);
        return password == null ? null : password.value();
    }

    public Duration connectTimeout() {
        return Duration.ofMillis(config.getInt(CONNECT_TIMEOUT));
    }

    public Duration commandTimeout() {
        return Duration.ofMillis(config.getInt(COMMAND_TIMEOUT));
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (mode() == ConnectionMode.SENTINEL && master() == null) {
            problems.add(
                    new Problem(
                            MASTER,
                            "Cannot ask Sentinels without the name of the server. Set "
                                    + MASTER
                                    + "."));
        }
        if (mode() == ConnectionMode.STANDALONE && servers().size() > 1) {
            problems.add(
                    new Problem(
                            URL,
                            "Cannot write to several servers. Name one, or set "
                                    + MODE
                                    + " to cluster or sentinel."));
        }
        if (mode() == ConnectionMode.CLUSTER && database() != 0) {
            problems.add(
                    new Problem(DATABASE, "Cannot choose a database of a cluster: it has only 0."));
        }
        return problems;
    }
}
