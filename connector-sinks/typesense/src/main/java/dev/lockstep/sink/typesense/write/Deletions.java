package dev.lockstep.sink.typesense.write;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Truncate;
import dev.lockstep.sink.typesense.client.Answer;
import dev.lockstep.sink.typesense.client.Request;
import dev.lockstep.sink.typesense.client.TypesenseClient;
import dev.lockstep.sink.typesense.collection.Catalog;
import dev.lockstep.sink.typesense.collection.MemberNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Deletes documents, many by one request. */
final class Deletions {

    private static final int NOT_FOUND = 404;

    private final TypesenseClient client;
    private final Catalog catalog;

    /** Null when no positions of deleted documents are kept. */
    private final Tombstones tombstones;

    private final boolean positions;

    /**
     * @param tombstones null for none
     * @param positions whether documents carry their position
     */
    Deletions(TypesenseClient client, Catalog catalog, Tombstones tombstones, boolean positions) {
        this.client = client;
        this.catalog = catalog;
        this.tombstones = tombstones;
        this.positions = positions;
    }

    /**
     * Deletes documents.
     *
     * @param places by id, the position of the delete; below 0 where it is not known
     */
    void delete(String collection, Map<String, Long> places) {
        if (places.isEmpty()) {
            return;
        }
        if (tombstones != null) {
            Map<String, Long> ordered = new LinkedHashMap<>(places);
            ordered.values().removeIf(position -> position < 0);
            tombstones.write(collection, ordered);
        }
        if (catalog.exists(collection)) {
            for (List<String> ids : Filters.pieces(new ArrayList<>(places.keySet()))) {
                delete(collection, "filter_by=" + Request.encode(Filters.of(ids)));
            }
        }
    }

    /** Deletes what is older than a truncate; all, where its place or theirs is not known. */
    void truncate(String collection, Truncate truncate) {
        long position = truncate.place().position();
        boolean fenced = positions && position >= 0;
        if (fenced && tombstones != null) {
            tombstones.write(collection, Map.of(Tombstones.WHOLE_TABLE, position));
        }
        if (catalog.exists(collection)) {
            delete(
                    collection,
                    fenced
                            ? "filter_by=" + Request.encode(MemberNames.POSITION + ":<" + position)
                            : "truncate=true");
        }
    }

    private void delete(String collection, String query) {
        Answer answer =
                client.send(
                        Request.delete(
                                "delete documents of collection " + collection,
                                Request.collection(collection) + "/documents?" + query));
        if (answer.status() == NOT_FOUND) {
            catalog.forget(collection);
        } else if (!answer.isSuccess()) {
            throw new TargetException.Fatal(
                    "Cannot delete documents of collection "
                            + collection
                            + ": the server refused it with status "
                            + answer.status()
                            + ". See the server's log.",
                    null);
        }
    }
}
