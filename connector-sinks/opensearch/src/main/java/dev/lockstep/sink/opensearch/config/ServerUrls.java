package dev.lockstep.sink.opensearch.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Accepts lists of http and https URLs. */
final class ServerUrls {

    static final ConfigDef.Validator VALIDATOR =
            new ConfigDef.Validator() {
                @Override
                public void ensureValid(String name, Object value) {
                    List<?> urls = value == null ? List.of() : (List<?>) value;
                    if (urls.isEmpty() || !urls.stream().allMatch(url -> isServer((String) url))) {
                        // Without the value, which may hold a password.
                        throw new ConfigException(
                                "Invalid value for "
                                        + name
                                        + ": it must list URLs without a user, such as"
                                        + " https://search.example.com:9200");
                    }
                }

                @Override
                public String toString() {
                    return "http and https URLs";
                }
            };

    private ServerUrls() {}

    private static boolean isServer(String url) {
        try {
            URI uri = new URI(url.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
