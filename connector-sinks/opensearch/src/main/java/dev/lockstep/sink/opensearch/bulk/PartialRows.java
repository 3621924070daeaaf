package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowImage;
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

    /** Rows with columns that an event leaves out are wide, so few of them take much memory. */
    private static final int AT_ONCE = 100;

    private final StoredDocuments documents;
    private final Items items;
    private final boolean softDeletes;

    PartialRows(StoredDocuments documents, Items items, boolean softDeletes) {
        this.documents = documents;
        this.items = items;
        this.softDeletes = softDeletes;
    }

    /**
     * One row.
     *
     * @param before where it was under another key; null for none
     */
    private record Asked(Upsert change, Ref before) {}

    /** Completes rows and sends them on; of others the outcome is told. */
    void complete(List<Upsert> rows, Pipeline pipeline, Outcome outcome) {
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            List<Upsert> some = rows.subList(from, Math.min(from + AT_ONCE, rows.size()));
            List<Upsert> missing = look(some, pipeline, outcome);
            // Another task may have moved a row after its new place was read and before its old.
            missing = missing.isEmpty() ? missing : look(missing, pipeline, outcome);
            missing.forEach(row -> missing(row, pipeline, outcome));
        }
    }

    /** Completes those rows whose documents are there, and returns the others. */
    private List<Upsert> look(List<Upsert> rows, Pipeline pipeline, Outcome outcome) {
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
            return List.of();
        }
        List<Upsert> missing = new ArrayList<>();
        int next = 0;
        for (Asked row : asked) {
            Stored own = stored.get(next++);
            Stored before = row.before() == null ? Stored.NONE : stored.get(next++);
            if (!isDecided(row.change(), own, before, pipeline, outcome)) {
                missing.add(row.change());
            }
        }
        return missing;
    }

    private Asked ask(Upsert row, List<Ref> places, Set<String> members) {
        Ref own = items.target(row, row.row());
        Ref before = row.movedFrom() == null ? null : items.target(row, row.movedFrom());
        places.add(own);
        if (before != null) {
            places.add(before);
        }
        row.row().unavailable().stream().forEach(column -> members.add(name(row, column)));
        return new Asked(row, before);
    }

    private static String name(Upsert row, int column) {
        return row.row().shape().columns().get(column).name();
    }

    private boolean isDecided(
            Upsert change, Stored own, Stored before, Pipeline pipeline, Outcome outcome) {
        long version = change.version();
        boolean newer = own.found() && own.version() > version;
        if (newer || (own.found() && own.deleted() && own.version() == version)) {
            outcome.stale(change);
            return true;
        }
        // A row that came from another key has been there already if the document is this change's.
        boolean isOwn = own.isRow() && (change.movedFrom() == null || own.version() == version);
        Stored source = isOwn ? own : before;
        if (!isOwn && before.found() && before.version() > version) {
            // Whoever has taken the old key further is past this change: the new key is as it
            // should be, or will be with the rest of a batch that has begun, as a truncate's.
            outcome.stale(change);
            return true;
        }
        if (!source.isRow() || source.version() > version) {
            return false;
        }
        merge(change, source, pipeline, outcome);
        return true;
    }

    private void merge(Upsert change, Stored source, Pipeline pipeline, Outcome outcome) {
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
                        change, message(change, "the document has no field " + name + " either"));
                return;
            }
            members.add(new StoredMember(name, json));
        }
        pipeline.add(items.of(change, members));
    }

    /** Where deletes leave nothing behind, the server may yet remember one that is newer. */
    private void missing(Upsert change, Pipeline pipeline, Outcome outcome) {
        String message = message(change, "there is no document to take them from");
        if (softDeletes) {
            outcome.refused(change, message);
        } else {
            // Whoever is past a move has deleted the old key, if not yet the new one.
            RowImage asked = change.movedFrom() == null ? change.row() : change.movedFrom();
            Ref place = items.target(change, asked);
            // Less than the change's own, so that a document that comes meanwhile is left alone.
            long version = Math.max(0, change.version() - 1);
            pipeline.add(new Item(change, place, version, new Item.Probe(message)));
        }
    }

    private String message(Upsert change, String cause) {
        return "Cannot write a document of index "
                + items.target(change, change.row()).index()
                + ": the event leaves columns out that did not change, and "
                + cause
                + ". Take an ad hoc snapshot of the table, or set unavailable.policy=reselect at"
                + " the source.";
    }
}
