package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.Upsert;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows whose events leave columns out: what is missing comes from the document that is there, or
 * that was there before the key changed. That this is not taken back by another task rests on the
 * order of changes: whoever applies a change of a row has seen to it that the document is not older
 * than the change before.
 */
final class PartialRows {

    private final StoredDocuments documents;
    private final Items items;
    private final boolean softDeletes;

    PartialRows(StoredDocuments documents, Items items, boolean softDeletes) {
        this.documents = documents;
        this.items = items;
        this.softDeletes = softDeletes;
    }

    /** One row with its places. */
    private record Asked(Upsert change, Ref own, Ref before) {}

    /** Completes rows and sends them on; of others the outcome is told. */
    void complete(List<Upsert> rows, Pipeline pipeline, Outcome outcome) {
        List<Asked> asked = new ArrayList<>();
        List<Ref> places = new ArrayList<>();
        Set<String> members = new HashSet<>();
        for (Upsert row : rows) {
            outcome.unlessFailed(row, () -> asked.add(ask(row, places, members)));
        }
        List<Stored> stored;
        try {
            stored = documents.read(places, members);
        } catch (TargetException.Transient e) {
            outcome.failed(e);
            asked.forEach(row -> outcome.left(row.change()));
            return;
        }
        int next = 0;
        for (Asked row : asked) {
            Stored own = stored.get(next++);
            Stored before = row.before() == null ? Stored.NONE : stored.get(next++);
            decide(row, own, before, pipeline, outcome);
        }
    }

    private Asked ask(Upsert row, List<Ref> places, Set<String> members) {
        Ref own = items.target(row, row.row());
        Ref before = row.movedFrom() == null ? null : items.target(row, row.movedFrom());
        places.add(own);
        if (before != null) {
            places.add(before);
        }
        row.row().unavailable().stream().forEach(column -> members.add(name(row, column)));
        return new Asked(row, own, before);
    }

    private static String name(Upsert row, int column) {
        return row.row().shape().columns().get(column).name();
    }

    private void decide(Asked row, Stored own, Stored before, Pipeline pipeline, Outcome outcome) {
        Upsert change = row.change();
        long version = change.version();
        boolean newer = own.found() && own.version() > version;
        if (newer || (own.found() && own.deleted() && own.version() == version)) {
            outcome.stale();
            return;
        }
        // A row that came from another key has been there already if the document is this change's.
        boolean isOwn = own.isRow() && (row.before() == null || own.version() == version);
        Stored source = isOwn ? own : before;
        if (source.isRow() && source.version() <= version) {
            merge(row, source, pipeline, outcome);
        } else {
            missing(row, pipeline, outcome);
        }
    }

    private void merge(Asked row, Stored source, Pipeline pipeline, Outcome outcome) {
        Upsert change = row.change();
        List<StoredMember> members = new ArrayList<>();
        RowShape shape = change.row().shape();
        for (int i = 0; i < shape.size(); i++) {
            if (!change.row().unavailable().get(i)) {
                continue;
            }
            String name = name(change, i);
            byte[] json = source.members().get(name);
            if (json == null) {
                outcome.refused(
                        change, message(row, "the document has no field " + name + " either"));
                return;
            }
            members.add(new StoredMember(name, json));
        }
        pipeline.add(items.of(change, members));
    }

    /** Where deletes leave nothing behind, the server may yet remember one that is newer. */
    private void missing(Asked row, Pipeline pipeline, Outcome outcome) {
        String message = message(row, "there is no document to take them from");
        Upsert change = row.change();
        if (softDeletes) {
            outcome.refused(change, message);
        } else {
            pipeline.add(new Item(change, row.own(), change.version(), new Item.Probe(message)));
        }
    }

    private static String message(Asked row, String cause) {
        return "Cannot write a document of index "
                + row.own().index()
                + ": the event leaves columns out that did not change, and "
                + cause
                + ". Take an ad hoc snapshot of the table, or set unavailable.policy=reselect at"
                + " the source.";
    }
}
