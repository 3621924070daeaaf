package dev.lockstep.sink.redis.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where a server listens, by its URL.
 *
 * @param database -1 where the URL does not name one
 */
public record ServerUrl(String host, int port, boolean tls, int database) {

    private static final int DEFAULT_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;
    private static final String FORM = "each must be redis://<host>[:<port>] or rediss://…";

    static final ConfigDef.Validator VALIDATOR =
            new ConfigDef.Validator() {
                @Override
                public void ensureValid(String name, Object value) {
                    List<?> urls = (List<?>) value;
                    if (urls.isEmpty()) {
                        throw new ConfigException(name + " names no server. " + FORM + ".");
                    }
                    for (Object url : urls) {
                        String wrong = problem((String) url);
                        // Without the value: a password may be in it.
                        if (wrong != null) {
                            throw new ConfigException("Cannot use a URL of " + name + ": " + wrong);
                        }
                    }
                }

                @Override
                public String toString() {
                    return "redis://host:port, rediss://host:port";
                }
            };

    private static String problem(String url) {
        try {
            URI uri = new URI(url.strip());
            if (uri.getRawUserInfo() != null) {
                return "it would show user and password in logs. Set connection.username and"
                        + " connection.password.";
            }
            boolean named = "redis".equals(scheme(uri)) || "rediss".equals(scheme(uri));
            boolean whole = named && uri.getHost() != null && uri.getRawQuery() == null;
            return whole && path(uri).matches("(/\\d{0,4})?") ? null : FORM + ".";
        } catch (URISyntaxException e) {
            return FORM + ".";
        }
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static String path(URI uri) {
        return uri.getRawPath() == null ? "" : uri.getRawPath();
    }

    /** Reads a URL that the validator has let through. */
    static ServerUrl parse(String url, ConnectionMode mode) {
        URI uri = URI.create(url.strip());
        int usual = mode == ConnectionMode.SENTINEL ? SENTINEL_PORT : DEFAULT_PORT;
        String path = path(uri);
        return new ServerUrl(
                uri.getHost(),
                uri.getPort() < 0 ? usual : uri.getPort(),
                scheme(uri).equals("rediss"),
                path.length() > 1 ? Integer.parseInt(path.substring(1)) : -1);
    }
}
