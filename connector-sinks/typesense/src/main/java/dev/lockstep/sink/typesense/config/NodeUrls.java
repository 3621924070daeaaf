package dev.lockstep.sink.typesense.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Accepts URLs of nodes: http or https, a host, maybe a port, maybe a path before all others. */
final class NodeUrls implements ConfigDef.Validator {

    static final NodeUrls VALIDATOR = new NodeUrls();

    private NodeUrls() {}

    /** A URL as {@link #ensureValid} accepts it, without a slash at its end. */
    static URI parse(String url) {
        String text = url.strip();
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    @Override
    public void ensureValid(String name, Object value) {
        List<?> urls = (List<?>) value;
        if (urls == null || urls.isEmpty()) {
            throw new ConfigException(name, value, "it must name at least one node");
        }
        urls.forEach(url -> ensureOne(name, String.valueOf(url)));
    }

    /** The message does not repeat the URL, which may hold a password. */
    private static void ensureOne(String name, String text) {
        URI url;
        try {
            url = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new ConfigException(name + ": not a URL: " + e.getReason());
        }
        boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        boolean isPlain =
                url.getRawUserInfo() == null
                        && url.getRawQuery() == null
                        && url.getRawFragment() == null;
        if (!isHttp || url.getHost() == null || !isPlain) {
            throw new ConfigException(
                    name + ": each URL must look like https://search.example.com:8108");
        }
    }

    @Override
    public String toString() {
        return "URLs of http or https";
    }
}
