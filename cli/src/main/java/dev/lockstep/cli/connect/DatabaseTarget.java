package dev.lockstep.cli.connect;

import dev.lockstep.cli.output.CommandException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * A database and who logs in to it.
 *
 * @param port 0 where it is not known; what else is not known is null
 * @param properties of the JDBC driver
 */
record DatabaseTarget(
        String host,
        int port,
        String database,
        String user,
        String password,
        Map<String, String> properties) {

    static final DatabaseTarget UNKNOWN = new DatabaseTarget(null, 0, null, null, null, Map.of());

    private static final String EXAMPLE = "Write it as postgresql://user@host:5432/database.";
    private static final String PLACEHOLDER = "${";

    static DatabaseTarget parse(String text) {
        URI uri = uri(text);
        Map<String, String> properties = new HashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                String[] parts = pair.split("=", 2);
                properties.put(decode(parts[0]), parts.length < 2 ? "" : decode(parts[1]));
            }
        }
        String[] login = uri.getRawUserInfo() == null ? null : uri.getRawUserInfo().split(":", 2);
        String user = login == null ? properties.remove("user") : decode(login[0]);
        String given = properties.remove("password");
        String password = login == null || login.length < 2 ? given : decode(login[1]);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("^/", "");
        String database = path.isEmpty() ? null : decode(path);
        return new DatabaseTarget(
                uri.getHost(), Math.max(0, uri.getPort()), database, user, password, properties);
    }

    /** What a connector's configuration says; a value that the worker is to look up is unknown. */
    static DatabaseTarget of(Map<String, String> config) {
        Map<String, String> properties = new HashMap<>();
        for (String name : new String[] {"sslmode", "sslrootcert", "sslcert", "sslkey"}) {
            String value = known(config, "database." + name);
            if (value != null) {
                properties.put(name, value);
            }
        }
        String port = known(config, "database.port");
        return new DatabaseTarget(
                known(config, "database.hostname"),
                port == null || !port.matches("\\d{1,5}") ? 0 : Integer.parseInt(port),
                known(config, "database.dbname"),
                known(config, "database.user"),
                known(config, "database.password"),
                properties);
    }

    /** What this does not know is taken from the other. */
    DatabaseTarget overrides(DatabaseTarget other) {
        Map<String, String> both = new HashMap<>(other.properties);
        both.putAll(properties);
        return new DatabaseTarget(
                host == null ? other.host : host,
                port == 0 ? other.port : port,
                database == null ? other.database : database,
                user == null ? other.user : user,
                password == null ? other.password : password,
                both);
    }

    void check() {
        if (host == null) {
            throw missing("host", "--database-url or --database-hostname");
        }
        if (user == null) {
            throw missing("user", "--database-user");
        }
        if (database == null) {
            throw missing("database", "--database-dbname");
        }
    }

    DatabaseTarget withPort(int other) {
        return new DatabaseTarget(
                host, port == 0 ? other : port, database, user, password, properties);
    }

    DatabaseTarget withPassword(String other) {
        return new DatabaseTarget(host, port, database, user, other, properties);
    }

    String jdbcUrl() {
        String address = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        String name = java.net.URLEncoder.encode(database, StandardCharsets.UTF_8);
        return "jdbc:postgresql://" + address + ":" + port + "/" + name.replace("+", "%20");
    }

    Properties driverProperties() {
        Properties all = new Properties();
        all.put("connectTimeout", "10");
        all.put("ApplicationName", "lockstep");
        // Whatever is read as text is the server's text, not the driver's.
        all.put("binaryTransfer", "false");
        all.putAll(properties);
        all.put("user", user);
        if (password != null) {
            all.put("password", password);
        }
        return all;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return host + ":" + port + "/" + database + " as " + user;
    }

    private static CommandException missing(String what, String option) {
        return new CommandException(
                "Cannot connect to PostgreSQL: the "
                        + what
                        + " is not known. Use "
                        + option
                        + " or the environment (see --help).");
    }

    private static URI uri(String text) {
        String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
        try {
            URI uri = new URI(plain);
            if (uri.getHost() == null
                    || !String.valueOf(uri.getScheme()).matches("postgres(ql)?")) {
                throw new CommandException(
                        "Cannot use --database-url: it names no host. " + EXAMPLE);
            }
            return uri;
        } catch (URISyntaxException e) {
            // Neither its words nor itself: both repeat the text, which may hold a password.
            throw new CommandException("Cannot use --database-url: it is no URL. " + EXAMPLE);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String known(Map<String, String> config, String key) {
        String value = config.get(key);
        return value == null || value.contains(PLACEHOLDER) ? null : value;
    }
}
