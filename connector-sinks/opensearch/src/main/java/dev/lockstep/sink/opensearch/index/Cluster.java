package dev.lockstep.sink.opensearch.index;

import dev.lockstep.json.JsonText;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.opensearch.client.Request;
import dev.lockstep.sink.opensearch.client.SearchClient;
import dev.lockstep.sink.opensearch.client.SearchException;
import dev.lockstep.sink.opensearch.config.MappingOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Requests about indexes, as JSON in maps. */
final class Cluster {

    private final SearchClient client;

    Cluster(SearchClient client) {
        this.client = client;
    }

    /** A name as part of a path. */
    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What is there; empty where nothing is. */
    Optional<Map<?, ?>> read(String path) {
        try {
            return Optional.of(json(client.send(Request.of("GET", path, Map.of())).body()));
        } catch (SearchException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw failed("read", path, e);
        }
    }

    /**
     * Changes something.
     *
     * @param body null for none
     * @throws SearchException when the cluster refuses it for what it asks
     */
    void write(String method, String path, Map<String, ?> body) {
        client.send(
                body == null
                        ? Request.of(method, path, Map.of())
                        : Request.json(method, path, Map.of(), bytes(body)));
    }

    private static byte[] bytes(Map<String, ?> body) {
        return JsonText.write(body).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<?, ?> json(byte[] body) {
        return (Map<?, ?>) JsonText.read(new String(body, StandardCharsets.UTF_8));
    }

    /** A member that is an object; empty where it is missing. */
    static Map<?, ?> member(Map<?, ?> object, String name) {
        return object.get(name) instanceof Map<?, ?> member ? member : Map.of();
    }

    /** For refusals that only a person can do something about. */
    static TargetException.Fatal failed(String act, String object, SearchException cause) {
        String advice =
                cause.getMessage().contains("Limit of ")
                        ? " Raise the limit that it names by a setting of the index, and for"
                                + " indexes to come by "
                                + MappingOptions.TOTAL_FIELDS
                                + "; or choose "
                                + MappingOptions.JSON
                                + "=flattened."
                        : "";
        return new TargetException.Fatal(
                "Cannot " + act + ' ' + object + ": " + cause.getMessage() + advice, cause);
    }
}
