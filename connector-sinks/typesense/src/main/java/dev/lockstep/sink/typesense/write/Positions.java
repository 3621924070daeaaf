package dev.lockstep.sink.typesense.write;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.typesense.client.Answer;
import dev.lockstep.sink.typesense.client.Request;
import dev.lockstep.sink.typesense.client.TypesenseClient;
import dev.lockstep.sink.typesense.collection.Catalog;
import dev.lockstep.sink.typesense.collection.MemberNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads how far documents are: the position that each carries, or that was kept when it was deleted
 * or its table emptied.
 */
final class Positions {

    /** More searches than this are refused in one request. */
    private static final int MOST_SEARCHES = 50;

    private static final int NOT_FOUND = 404;

    private final TypesenseClient client;
    private final Catalog catalog;
    private final boolean tombstones;

    Positions(TypesenseClient client, Catalog catalog, boolean tombstones) {
        this.client = client;
        this.catalog = catalog;
        this.tombstones = tombstones;
    }

    /** By id, the positions of documents and of their deletes; none of those that are not known. */
    Stored read(String collection, List<String> ids) {
        List<Search> searches = new ArrayList<>();
        if (catalog.exists(collection)) {
            for (List<String> page : Filters.pages(ids)) {
                searches.add(new Search(collection, "", page, MemberNames.POSITION));
            }
        }
        if (tombstones) {
            List<String> known = new ArrayList<>(ids);
            known.add(Tombstones.WHOLE_TABLE);
            for (List<String> page : Filters.pages(known)) {
                searches.add(Tombstones.search(collection, page));
            }
        }
        Stored stored = new Stored(new HashMap<>(), new HashMap<>());
        for (int from = 0; from < searches.size(); from += MOST_SEARCHES) {
            int to = Math.min(searches.size(), from + MOST_SEARCHES);
            read(searches.subList(from, to), stored);
        }
        return stored;
    }

    private void read(List<Search> searches, Stored stored) {
        JsonBytes out = new JsonBytes();
        char separator = '[';
        out.raw("{\"searches\":");
        for (Search search : searches) {
            out.raw(separator);
            search.write(out);
            separator = ',';
        }
        out.raw("]}");
        Answer answer =
                client.send(
                        Request.post(
                                "read positions of documents", "/multi_search", out.toBytes()));
        Object results = answer.isSuccess() ? answer.json().get("results") : null;
        if (!(results instanceof List<?> list) || list.size() != searches.size()) {
            throw new TargetException.Fatal(
                    "Cannot read positions of documents: the server answered with status "
                            + answer.status()
                            + ". Allow the key documents:search, or set fence=none.",
                    null);
        }
        for (int i = 0; i < list.size(); i++) {
            take(searches.get(i), (Map<?, ?>) list.get(i), stored);
        }
    }

    private void take(Search search, Map<?, ?> result, Stored stored) {
        if (!(result.get("hits") instanceof List<?> hits)) {
            throw failed(search, result.get("code") instanceof Long code ? code : 0);
        }
        Map<String, Long> found = search.prefix().isEmpty() ? stored.documents() : stored.gone();
        for (Object hit : hits) {
            Object document = ((Map<?, ?>) hit).get("document");
            if (document instanceof Map<?, ?> map
                    && map.get("id") instanceof String id
                    && map.get(search.field()) instanceof Long position) {
                found.merge(id.substring(search.prefix().length()), position, Math::max);
            }
        }
    }

    private TargetException failed(Search search, long code) {
        String message =
                "Cannot read positions of collection "
                        + search.collection()
                        + ": the server answered with code "
                        + code
                        + ". ";
        if (code == NOT_FOUND) {
            catalog.forget(search.collection());
        }
        return code == NOT_FOUND || code == 0 || code >= 500 || code == 408 || code == 429
                ? new TargetException.Transient(message + "It is tried again.", null)
                : new TargetException.Fatal(
                        message + "Allow the key documents:search, or set fence=none.", null);
    }
}
