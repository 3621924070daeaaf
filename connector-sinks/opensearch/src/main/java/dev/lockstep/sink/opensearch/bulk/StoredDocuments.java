package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.opensearch.client.Request;
import dev.lockstep.sink.opensearch.client.SearchClient;
import dev.lockstep.sink.opensearch.client.SearchException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads single documents as they are at this moment, whatever searches see of them. */
final class StoredDocuments {

    private static final int TOO_LARGE = 413;

    private final SearchClient client;

    StoredDocuments(SearchClient client) {
        this.client = client;
    }

    /**
     * One document per place.
     *
     * @param members which of their members are wanted
     */
    List<Stored> read(List<Ref> places, Set<String> members) {
        List<Stored> all = new ArrayList<>(places.size());
        if (!places.isEmpty()) {
            part(places, members, all);
        }
        return all;
    }

    private void part(List<Ref> places, Set<String> members, List<Stored> all) {
        byte[] answer;
        try {
            // No part of the answer is filtered out: the server would write numbers anew for that.
            Request request = Request.json("POST", "/_mget", Map.of(), body(places));
            answer = client.send(request).body();
        } catch (SearchException e) {
            if (e.status() != TOO_LARGE || places.size() == 1) {
                throw new TargetException.Fatal(e.getMessage(), e);
            }
            int middle = places.size() / 2;
            part(places.subList(0, middle), members, all);
            part(places.subList(middle, places.size()), members, all);
            return;
        }
        try {
            all.addAll(StoredAnswer.read(answer, places.size(), members));
        } catch (IOException e) {
            // Without the cause: its message quotes the answer.
            throw new TargetException.Transient(
                    "Cannot read documents of the cluster: "
                            + e.getClass().getSimpleName()
                            + ". Look for a proxy between the worker and the cluster.",
                    null);
        }
    }

    private static byte[] body(List<Ref> places) {
        JsonBytes body = new JsonBytes();
        body.raw("{\"docs\":[");
        for (int i = 0; i < places.size(); i++) {
            Ref place = places.get(i);
            body.raw(i == 0 ? "{\"_index\":" : ",{\"_index\":");
            body.string(place.index().toString());
            body.raw(",\"_id\":");
            body.string(place.id());
            if (place.routing() != null) {
                body.raw(",\"routing\":");
                body.string(place.routing());
            }
            body.raw('}');
        }
        body.raw("]}");
        return body.toBytes();
    }
}
