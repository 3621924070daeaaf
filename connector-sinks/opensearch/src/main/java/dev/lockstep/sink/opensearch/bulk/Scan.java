package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.json.JsonText;
import dev.lockstep.json.MalformedJsonException;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.opensearch.client.Request;
import dev.lockstep.sink.opensearch.client.Response;
import dev.lockstep.sink.opensearch.client.SearchClient;
import dev.lockstep.sink.opensearch.client.SearchException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads places and versions of all documents that a query finds, page by page. */
final class Scan implements AutoCloseable {

    /** A document that was found. */
    record Hit(String index, String id, String routing, long version) {}

    private static final String KEPT_FOR = "5m";

    /** The server refuses larger pages (index.max_result_window). */
    private static final int MAX_PAGE = 10_000;

    private static final String PAGE =
            "_scroll_id,_shards.failed,hits.hits._index,hits.hits._id,hits.hits._version,"
                    + "hits.hits._routing";
    private static final Map<String, String> OPTIONAL =
            Map.of("ignore_unavailable", "true", "allow_no_indices", "true");

    private final SearchClient client;
    private final String expression;
    private String cursor;

    /**
     * @param expression of the indexes, none of which needs to be there
     */
    Scan(SearchClient client, String expression) {
        this.client = client;
        this.expression = expression;
    }

    /** The first page of what there is at this moment; empty when there is nothing. */
    List<Hit> first(byte[] query, int size) {
        send(Request.of("POST", "/" + expression + "/_refresh", OPTIONAL));
        JsonBytes body = new JsonBytes();
        body.raw("{\"size\":");
        body.number(Math.min(size, MAX_PAGE));
        body.raw(",\"version\":true,\"_source\":false,\"sort\":[\"_doc\"],\"query\":");
        body.raw(query);
        body.raw('}');
        Map<String, String> parameters =
                Map.of(
                        "scroll",
                        KEPT_FOR,
                        "filter_path",
                        PAGE,
                        "allow_partial_search_results",
                        "false",
                        "ignore_unavailable",
                        "true",
                        "allow_no_indices",
                        "true");
        return page(
                send(
                        Request.json(
                                "POST",
                                "/" + expression + "/_search",
                                parameters,
                                body.toBytes())));
    }

    /** The next page; empty behind the last. */
    List<Hit> next() {
        JsonBytes body = new JsonBytes();
        body.raw("{\"scroll\":\"" + KEPT_FOR + "\",\"scroll_id\":");
        body.string(cursor);
        body.raw('}');
        return page(
                send(
                        Request.json(
                                "POST",
                                "/_search/scroll",
                                Map.of("filter_path", PAGE),
                                body.toBytes())));
    }

    private Response send(Request request) {
        try {
            return client.send(request);
        } catch (SearchException e) {
            // A cursor that the server has lost, or an index that is just being deleted.
            throw new TargetException.Transient(e.getMessage(), e);
        }
    }

    private List<Hit> page(Response response) {
        Map<?, ?> answer;
        try {
            answer = (Map<?, ?>) JsonText.read(new String(response.body(), StandardCharsets.UTF_8));
        } catch (MalformedJsonException | ClassCastException e) {
            throw incomplete("the answer is not one to a search");
        }
        if (!(answer.get("_shards") instanceof Map<?, ?> shards)
                || !(shards.get("failed") instanceof Number failed)
                || failed.intValue() != 0) {
            throw incomplete("a part of the index does not answer");
        }
        cursor = (String) answer.get("_scroll_id");
        List<Hit> hits = new ArrayList<>();
        if (answer.get("hits") instanceof Map<?, ?> found
                && found.get("hits") instanceof List<?> list) {
            list.forEach(hit -> hits.add(hit((Map<?, ?>) hit)));
        }
        return hits;
    }

    private static Hit hit(Map<?, ?> hit) {
        return new Hit(
                (String) hit.get("_index"),
                (String) hit.get("_id"),
                (String) hit.get("_routing"),
                ((Number) hit.get("_version")).longValue());
    }

    private TargetException.Transient incomplete(String cause) {
        return new TargetException.Transient(
                "Cannot read which documents there are ("
                        + expression
                        + "): "
                        + cause
                        + ". They are read again from the start.",
                null);
    }

    /** Lets the server forget where it was. */
    @Override
    public void close() {
        if (cursor == null) {
            return;
        }
        JsonBytes body = new JsonBytes();
        body.raw("{\"scroll_id\":");
        body.string(cursor);
        body.raw('}');
        try {
            client.send(Request.json("DELETE", "/_search/scroll", Map.of(), body.toBytes()));
        } catch (SearchException | TargetException.Transient e) {
            // The server forgets by itself, only later.
        }
    }
}
