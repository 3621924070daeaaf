package dev.lockstep.sink.typesense.write;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.typesense.client.ImportResult;
import dev.lockstep.sink.typesense.collection.MemberNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes rows, in one import for those that are whole and another for those that are not. */
final class Upserts {

    private static final int NOT_FOUND = 404;
    private static final String PARTIAL = "update";

    private final Importer importer;
    private final StoredMembers stored;
    private final String action;
    private final boolean positions;
    private final JsonBytes whole = new JsonBytes();
    private final JsonBytes partial = new JsonBytes();

    /**
     * @param action for rows that are whole
     * @param positions whether documents carry their position
     */
    Upserts(Importer importer, StoredMembers stored, String action, boolean positions) {
        this.importer = importer;
        this.stored = stored;
        this.action = action;
        this.positions = positions;
    }

    /** Writes rows and gives back those that the server has taken. */
    List<Pending> write(String collection, List<Pending> rows, Refusals refusals) {
        whole.clear();
        partial.clear();
        List<Pending> wholeRows = new ArrayList<>(rows.size());
        List<Pending> partialRows = new ArrayList<>();
        for (Pending row : rows) {
            Map<?, ?> left = left(collection, row);
            boolean isWhole = !row.lacksValues() || left != null;
            if (line(row, left, isWhole ? whole : partial, refusals)) {
                (isWhole ? wholeRows : partialRows).add(row);
            }
        }
        List<Pending> done = new ArrayList<>(rows.size());
        send(collection, action, whole, wholeRows, refusals, done);
        send(collection, PARTIAL, partial, partialRows, refusals, done);
        return done;
    }

    /**
     * The document that a row has left, where it has the values that the row lacks; null for none,
     * or when it has gone already: then what it had is where the row is now.
     */
    private Map<?, ?> left(String collection, Pending row) {
        return row.lacksValues() && row.leaves() != null
                ? stored.read(collection, row.leaves())
                : null;
    }

    /** False when the row cannot be written. */
    private boolean line(Pending row, Map<?, ?> left, JsonBytes out, Refusals refusals) {
        int start = out.length();
        try {
            line(row, left, out);
            return true;
        } catch (TargetException.BadRecord e) {
            out.cut(start);
            refusals.add(row.change(), e.getMessage());
            return false;
        }
    }

    private void line(Pending pending, Map<?, ?> left, JsonBytes out) {
        RowImage row = pending.change().row();
        out.raw("{\"id\":");
        out.string(pending.id());
        out.raw(',');
        if (!pending.plan().documents().writeMembers(row, out)) {
            out.cut(out.length() - 1);
        }
        if (left != null) {
            StoredMembers.write(row, left, out);
        }
        if (positions && pending.isOrdered()) {
            out.raw(",\"" + MemberNames.POSITION + "\":");
            out.number(pending.position());
        }
        out.raw("}\n");
    }

    private void send(
            String collection,
            String how,
            JsonBytes lines,
            List<Pending> rows,
            Refusals refusals,
            List<Pending> done) {
        if (rows.isEmpty()) {
            return;
        }
        List<ImportResult> results = importer.send(collection, how, lines.toBytes(), rows.size());
        boolean again = false;
        for (int i = 0; i < results.size(); i++) {
            ImportResult result = results.get(i);
            if (result.isDone()) {
                done.add(rows.get(i));
            } else if (result.passes()) {
                again = true;
            } else {
                refuse(collection, rows.get(i), result, how, refusals);
            }
        }
        if (again) {
            throw new TargetException.Transient(
                    "Cannot import documents into collection "
                            + collection
                            + ": the server cannot take some of them now. They are tried again.",
                    null);
        }
    }

    private static void refuse(
            String collection, Pending row, ImportResult result, String how, Refusals refusals) {
        if (result.code() == NOT_FOUND && how.equals(PARTIAL)) {
            refusals.add(
                    row.change(),
                    collection,
                    "its record lacks values, and there is no document that has them",
                    "Read the row again with an ad hoc snapshot of its table.");
            return;
        }
        refusals.add(
                row.change(),
                collection,
                "the server refused it with code " + result.code() + field(row, result),
                "Compare the field's type with the column's values, or leave the column out.");
    }

    /** Only the name of a column is sure not to be a value. */
    private static String field(Pending row, ImportResult result) {
        boolean isColumn =
                row.change().row().shape().columns().stream()
                        .anyMatch(
                                column ->
                                        column.name().equals(result.field())
                                                || String.valueOf(MemberNames.of(column.name()))
                                                        .equals(result.field()));
        return isColumn ? ", for field " + result.field() : "";
    }
}
