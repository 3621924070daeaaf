package dev.lockstep.sink.typesense.write;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.typesense.client.ImportResult;
import dev.lockstep.sink.typesense.client.Request;
import dev.lockstep.sink.typesense.client.TypesenseClient;
import dev.lockstep.sink.typesense.collection.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The positions of documents that are gone, in a collection of their own, so that readers see
 * nothing of them. They are written before the document is deleted, and purged when they are old.
 */
final class Tombstones {

    static final String COLLECTION = "lockstep_tombstones";

    /** In the place of an id: all documents that are older. */
    static final String WHOLE_TABLE = "";

    private static final String POSITION = "position";
    private static final String TIME = "deleted_at";
    private static final Duration PURGE_INTERVAL = Duration.ofHours(1);

    private final TypesenseClient client;
    private final Catalog catalog;
    private final Importer importer;
    private final Duration retention;
    private final Clock clock;
    private long purgedAt;

    Tombstones(
            TypesenseClient client,
            Catalog catalog,
            Importer importer,
            Duration retention,
            Clock clock) {
        this.client = client;
        this.catalog = catalog;
        this.importer = importer;
        this.retention = retention;
        this.clock = clock;
        this.purgedAt = clock.millis();
    }

    /** Asks for the tombstones of a collection's documents. */
    static Search search(String collection, List<String> ids) {
        return new Search(COLLECTION, prefix(collection), ids, POSITION);
    }

    /** No id holds a slash. */
    private static String prefix(String collection) {
        return Request.encode(collection) + "/";
    }

    /** Sees to it that there is a place for them. */
    void prepare() {
        catalog.ensureTombstones(COLLECTION, TIME, POSITION);
    }

    /** Keeps the positions at which documents have gone. */
    void write(String collection, Map<String, Long> positions) {
        if (positions.isEmpty()) {
            return;
        }
        JsonBytes out = new JsonBytes();
        long now = clock.millis();
        positions.forEach(
                (id, position) -> {
                    out.raw("{\"id\":");
                    out.string(prefix(collection) + id);
                    out.raw(",\"" + POSITION + "\":");
                    out.number(position);
                    out.raw(",\"" + TIME + "\":");
                    out.number(now);
                    out.raw("}\n");
                });
        List<ImportResult> results =
                importer.send(COLLECTION, "upsert", out.toBytes(), positions.size());
        for (ImportResult result : results) {
            if (!result.isDone()) {
                throw failed(result);
            }
        }
    }

    private static TargetException failed(ImportResult result) {
        String message =
                "Cannot write to collection "
                        + COLLECTION
                        + ": the server refused a tombstone with code "
                        + result.code()
                        + ". ";
        return result.passes()
                ? new TargetException.Transient(message + "It is tried again.", null)
                : new TargetException.Fatal(
                        message + "Drop the collection, so that it is created anew.", null);
    }

    /** Now and then forgets the old ones. */
    void purge() {
        long now = clock.millis();
        if (now - purgedAt < PURGE_INTERVAL.toMillis()) {
            return;
        }
        purgedAt = now;
        String filter = TIME + ":<" + (now - retention.toMillis());
        client.send(
                Request.delete(
                        "purge collection " + COLLECTION,
                        Request.collection(COLLECTION)
                                + "/documents?filter_by="
                                + Request.encode(filter)));
    }
}
