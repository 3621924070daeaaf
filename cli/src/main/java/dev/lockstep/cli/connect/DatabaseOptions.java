package dev.lockstep.cli.connect;

import dev.lockstep.cli.output.CommandException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the database is and who logs in. What is not given comes from the environment. */
public final class DatabaseOptions {

    private static final String PASSWORD = "LOCKSTEP_DATABASE_PASSWORD";
    static final int DEFAULT_PORT = 5432;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description =
                    "postgresql://user@host:port/database, also with jdbc: before it and the"
                            + " driver's parameters after it. Environment: LOCKSTEP_DATABASE_URL.")
    private String url;

    @Option(
            names = "--database-hostname",
            paramLabel = "HOST",
            description = "Host of the server. Environment: LOCKSTEP_DATABASE_HOSTNAME.")
    private String host;

    @Option(
            names = "--database-port",
            paramLabel = "PORT",
            description = "Its port (default: 5432). Environment: LOCKSTEP_DATABASE_PORT.")
    private Integer port;

    @Option(
            names = "--database-dbname",
            paramLabel = "NAME",
            description = "Database to log in to. Environment: LOCKSTEP_DATABASE_DBNAME.")
    private String database;

    @Option(
            names = "--database-user",
            paramLabel = "USER",
            description = "User to log in as. Environment: LOCKSTEP_DATABASE_USER.")
    private String user;

    @Option(
            names = "--database-sslmode",
            paramLabel = "MODE",
            description =
                    "How far the connection is encrypted and the server verified, as libpq's"
                            + " sslmode. Environment: LOCKSTEP_DATABASE_SSLMODE.")
    private String sslMode;

    @Option(
            names = "--database-sslrootcert",
            paramLabel = "FILE",
            description =
                    "Certificates of the authorities that sign the server's. Environment:"
                            + " LOCKSTEP_DATABASE_SSLROOTCERT.")
    private String sslRootCertificate;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "File whose first line is the password (default: the environment's"
                            + " LOCKSTEP_DATABASE_PASSWORD).")
    private Path passwordFile;

    @Option(names = "--ask-password", description = "Ask for the password at the terminal.")
    private boolean askPassword;

    private final Map<String, String> environment;

    public DatabaseOptions() {
        this(System.getenv());
    }

    DatabaseOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Whether a database is named. */
    public boolean isNamed() {
        return given(url, "DATABASE_URL") != null || given(host, "DATABASE_HOSTNAME") != null;
    }

    /** Opens a session. */
    public DatabaseSession connect() {
        return DatabaseSession.open(target(DatabaseTarget.UNKNOWN));
    }

    /** Opens a session with what a connector is configured to use, where no option says other. */
    public DatabaseSession connect(Map<String, String> connector) {
        return DatabaseSession.open(target(DatabaseTarget.of(connector)));
    }

    DatabaseTarget target(DatabaseTarget fallback) {
        DatabaseTarget base = url().overrides(fallback);
        String givenPort = given(port == null ? null : port.toString(), "DATABASE_PORT");
        String name = first(given(database, "DATABASE_DBNAME"), base.database());
        Map<String, String> properties = new HashMap<>(base.properties());
        put(properties, "sslmode", given(sslMode, "DATABASE_SSLMODE"));
        put(properties, "sslrootcert", given(sslRootCertificate, "DATABASE_SSLROOTCERT"));
        DatabaseTarget target =
                new DatabaseTarget(
                        first(given(host, "DATABASE_HOSTNAME"), base.host()),
                        givenPort == null ? base.port() : number(givenPort),
                        name,
                        first(given(user, "DATABASE_USER"), base.user()),
                        base.password(),
                        properties);
        target.check();
        return target.withPort(DEFAULT_PORT).withPassword(password(target));
    }

    private DatabaseTarget url() {
        String fromEnvironment = environment.get("LOCKSTEP_DATABASE_URL");
        if (url == null) {
            return fromEnvironment == null
                    ? DatabaseTarget.UNKNOWN
                    : DatabaseTarget.parse(fromEnvironment);
        }
        DatabaseTarget target = DatabaseTarget.parse(url);
        if (target.password() != null) {
            throw new CommandException(
                    "Cannot use a --database-url with a password: other users of this machine can"
                            + " read it. Use --password-file or "
                            + PASSWORD
                            + ".");
        }
        return target;
    }

    private String password(DatabaseTarget target) {
        if (askPassword) {
            return Secret.askFor(target.user());
        }
        if (passwordFile != null) {
            return Secret.ofFile(passwordFile);
        }
        return first(environment.get(PASSWORD), target.password());
    }

    private String given(String option, String name) {
        return first(option, environment.get("LOCKSTEP_" + name));
    }

    private static int number(String port) {
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException e) {
            throw new CommandException("Cannot use port '" + port + "': it is no number.", e);
        }
    }

    private static void put(Map<String, String> properties, String name, String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    private static String first(String one, String other) {
        return one == null ? other : one;
    }
}
