package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Delete;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Deletes whose records do not tell where they stand in the source's order, such as a tombstone
 * that is all that compaction has left of a row. Its offset in Kafka is no measure beside the
 * position that a document has for its version, and always the smaller: the order in which records
 * come has to do, so it is written with the version that is there.
 */
final class UnplacedDeletes {

    private final StoredDocuments documents;
    private final Items items;

    UnplacedDeletes(StoredDocuments documents, Items items) {
        this.documents = documents;
        this.items = items;
    }

    static boolean is(Delete delete) {
        return delete.place().position() < 0;
    }

    /** Sends the deletes on. */
    void complete(List<Delete> deletes, Pipeline pipeline, Outcome outcome) {
        List<Delete> asked = new ArrayList<>(deletes.size());
        List<Ref> places = new ArrayList<>(deletes.size());
        for (Delete delete : deletes) {
            outcome.unlessFailed(
                    delete,
                    () -> {
                        places.add(items.target(delete, delete.row()));
                        asked.add(delete);
                    });
        }
        List<Stored> stored;
        try {
            stored = documents.read(places, Set.of());
        } catch (TargetException.Transient e) {
            outcome.failed(e);
            asked.forEach(outcome::left);
            return;
        }
        for (int i = 0; i < asked.size(); i++) {
            Delete delete = asked.get(i);
            long version = Math.max(delete.version(), stored.get(i).version());
            outcome.unlessFailed(delete, () -> pipeline.add(items.of(delete, version)));
        }
    }
}
