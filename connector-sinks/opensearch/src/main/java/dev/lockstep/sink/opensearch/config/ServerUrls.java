package dev.lockstep.sink.opensearch.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Accepts URLs of nodes: http or https, a host, maybe a port, maybe one path for all. */
final class ServerUrls implements ConfigDef.Validator {

    static final ServerUrls VALIDATOR = new ServerUrls();

    private ServerUrls() {}

    /** A URL as {@link #ensureValid} accepts it. */
    static URI parse(String url) {
        try {
            return new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getReason(), e);
        }
    }

    /** The path before every request's, without a slash at its end; empty for none. */
    static String path(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    @Override
    public void ensureValid(String name, Object value) {
        List<?> urls = (List<?>) value;
        if (urls == null || urls.isEmpty()) {
            throw new ConfigException(name, value, "it must name at least one node");
        }
        String path = null;
        for (Object url : urls) {
            String other = path(ensureOne(name, String.valueOf(url)));
            if (path != null && !path.equals(other)) {
                throw new ConfigException(name + ": all URLs must have the same path");
            }
            path = other;
        }
    }

    /** The message does not repeat the URL, which may hold a password. */
    private static URI ensureOne(String name, String text) {
        URI url;
        try {
            url = parse(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + ": not a URL: " + e.getMessage());
        }
        if (url.getRawUserInfo() != null) {
            throw new ConfigException(
                    name
                            + ": a URL must not hold user and password, which would be shown in"
                            + " logs; set "
                            + ConnectionOptions.USER
                            + " and "
                            + ConnectionOptions.PASSWORD);
        }
        boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!isHttp || url.getHost() == null || url.getRawQuery() != null) {
            throw new ConfigException(
                    name + ": each URL must look like https://search.example.com:9200");
        }
        return url;
    }

    @Override
    public String toString() {
        return "URLs of http or https";
    }
}
