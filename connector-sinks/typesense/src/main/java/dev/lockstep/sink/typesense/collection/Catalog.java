package dev.lockstep.sink.typesense.collection;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.typesense.client.Answer;
import dev.lockstep.sink.typesense.client.Request;
import dev.lockstep.sink.typesense.client.TypesenseClient;
import dev.lockstep.sink.typesense.config.CollectionOptions;
import dev.lockstep.sink.typesense.config.FenceMode;
import dev.lockstep.sink.typesense.config.TypesenseSinkConfig;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows which collections are there and what fields they have, and makes what is missing. Asks the
 * server once per collection and shape.
 */
public final class Catalog {

    /** A field by this name stands for any. */
    private static final String ANY = ".*";

    private static final int CAPACITY = 1_000;

    private final TypesenseClient client;
    private final CollectionOptions options;
    private final Schemas schemas;

    /** Names of fields by the collection's name. */
    private final Map<String, Set<String>> known = new HashMap<>();

    /** Shapes whose fields are all there. */
    private final Set<RowShape> ready = Collections.newSetFromMap(new IdentityHashMap<>());

    public Catalog(TypesenseClient client, TypesenseSinkConfig config) {
        this.client = client;
        this.options = config.collections();
        this.schemas =
                new Schemas(config.documents(), config.writing().fence() == FenceMode.POSITION);
    }

    /**
     * Sees to it that rows of a shape can be written.
     *
     * @throws TargetException.Fatal when they cannot, and may not be made so
     */
    public void ensure(String collection, RowShape shape) {
        if (ready.contains(shape)) {
            return;
        }
        Map<String, Object> wanted = schemas.fields(shape);
        if (!exists(collection)) {
            create(collection, wanted);
        }
        add(collection, wanted);
        if (ready.size() >= CAPACITY) {
            ready.clear();
        }
        ready.add(shape);
    }

    /** Whether a collection is there. */
    public boolean exists(String collection) {
        return known.containsKey(collection) || load(collection);
    }

    /** Sees to it that there is a collection for the positions of deleted documents. */
    public void ensureTombstones(String collection, String time, String position) {
        if (!exists(collection)) {
            post(collection, Schemas.tombstones(collection, time, position));
            load(collection);
        }
    }

    /** A collection has gone away: it is looked for again. */
    public void forget(String collection) {
        known.remove(collection);
        ready.clear();
    }

    private boolean load(String collection) {
        Answer answer =
                client.send(
                        Request.get(
                                "read the schema of collection " + collection,
                                Request.collection(collection)));
        if (answer.status() == 404) {
            return false;
        }
        if (!answer.isSuccess()) {
            throw refused("read the schema of", collection, answer);
        }
        Set<String> names = new HashSet<>();
        if (answer.json().get("fields") instanceof List<?> fields) {
            for (Object field : fields) {
                if (field instanceof Map<?, ?> map && map.get("name") instanceof String name) {
                    names.add(name);
                }
            }
        }
        known.put(collection, names);
        return true;
    }

    private void create(String collection, Map<String, Object> fields) {
        if (!options.autoCreate()) {
            throw new TargetException.Fatal(
                    "Cannot write to collection "
                            + collection
                            + ": it is not there. Create it, or set auto.create=true.",
                    null);
        }
        post(collection, Schemas.collection(collection, fields.values()));
        if (!load(collection)) {
            throw new TargetException.Transient(
                    "Cannot find collection "
                            + collection
                            + " right after it was created. It is looked for again.",
                    null);
        }
    }

    /** Another task may have been faster. */
    private void post(String collection, byte[] schema) {
        Answer answer =
                client.send(
                        Request.post("create collection " + collection, "/collections", schema));
        if (!answer.isSuccess() && answer.status() != 409) {
            throw refused("create", collection, answer);
        }
    }

    private void add(String collection, Map<String, Object> wanted) {
        Map<String, Object> missing = missing(collection, wanted);
        if (missing.isEmpty() || !options.autoEvolve()) {
            requirePosition(collection, missing);
            return;
        }
        Answer answer =
                client.send(
                        Request.patch(
                                "add fields to collection " + collection,
                                Request.collection(collection),
                                Schemas.addition(missing.values())));
        load(collection);
        if (!answer.isSuccess() && !missing(collection, wanted).isEmpty()) {
            throw refused("add fields " + missing.keySet() + " to", collection, answer);
        }
    }

    private Map<String, Object> missing(String collection, Map<String, Object> wanted) {
        Set<String> fields = known.getOrDefault(collection, Set.of());
        Map<String, Object> missing = new LinkedHashMap<>(wanted);
        missing.keySet().removeAll(fields);
        if (fields.contains(ANY)) {
            missing.keySet().retainAll(Set.of(MemberNames.POSITION));
        }
        return missing;
    }

    /** A truncate finds the older documents by it. */
    private static void requirePosition(String collection, Map<String, Object> missing) {
        if (missing.containsKey(MemberNames.POSITION)) {
            throw new TargetException.Fatal(
                    "Cannot fence documents of collection "
                            + collection
                            + ": it has no field "
                            + MemberNames.POSITION
                            + ". Add it, an optional int64, set auto.evolve=true, or set"
                            + " fence=none.",
                    null);
        }
    }

    private static TargetException.Fatal refused(String what, String collection, Answer answer) {
        return new TargetException.Fatal(
                "Cannot "
                        + what
                        + " collection "
                        + collection
                        + ": the server refused it with status "
                        + answer.status()
                        + ". See the server's log, and whether documents that it holds have other"
                        + " types.",
                null);
    }
}
