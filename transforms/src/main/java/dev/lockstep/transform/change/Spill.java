package dev.lockstep.transform.change;

import dev.lockstep.event.FieldNames;
import dev.lockstep.transform.document.Document;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Values of columns that some connectors also put elsewhere in the envelope, so that none survives
 * there when it is dropped or altered in the images: the statement in MySQL's and MariaDB's {@code
 * source.query}, which is taken out, and MongoDB's {@code updateDescription.updatedFields}, which
 * is rewritten.
 */
final class Spill {

    private static final String QUERY = "query";

    private final RowRewriter rows;

    Spill(RowRewriter rows) {
        this.rows = rows;
    }

    /** Whether envelopes of the schema can have any. */
    static boolean isIn(Schema envelope) {
        Schema source = envelope.field(FieldNames.SOURCE).schema();
        return source.field(QUERY) != null || envelope.field(UpdateDescription.BLOCK) != null;
    }

    /** A description is a part of the image after the update, and is kept or left out with it. */
    void clear(Struct envelope, boolean keepAfter) {
        replace(envelope, FieldNames.SOURCE, QUERY);
        if (keepAfter) {
            replace(envelope, UpdateDescription.BLOCK, UpdateDescription.UPDATED);
        } else if (UpdateDescription.isIn(envelope)) {
            envelope.put(UpdateDescription.BLOCK, null);
        }
    }

    void clear(Map<Object, Object> envelope, boolean keepAfter) {
        replace(envelope, FieldNames.SOURCE, QUERY);
        if (keepAfter) {
            replace(envelope, UpdateDescription.BLOCK, UpdateDescription.UPDATED);
        } else if (UpdateDescription.isIn(envelope)) {
            envelope.put(UpdateDescription.BLOCK, null);
        }
    }

    private void replace(Struct envelope, String block, String name) {
        Field at = envelope.schema().field(block);
        Field field =
                at == null || at.schema().type() != Schema.Type.STRUCT
                        ? null
                        : at.schema().field(name);
        if (field == null
                || !(envelope.get(at) instanceof Struct whole)
                || !(whole.get(field) instanceof String text)) {
            return;
        }
        Schema schema = whole.schema();
        Struct copy = new StructCopier(schema, schema, other -> true).copy(whole);
        envelope.put(at, copy.put(field, replacement(name, text)));
    }

    private void replace(Map<Object, Object> envelope, String block, String name) {
        if (envelope.get(block) instanceof Map<?, ?> whole
                && whole.get(name) instanceof String text) {
            Map<Object, Object> copy = new LinkedHashMap<>(whole);
            copy.put(name, replacement(name, text));
            envelope.put(block, copy);
        }
    }

    private String replacement(String name, String text) {
        return name.equals(QUERY) ? null : updated(text);
    }

    /** Names with a dot are parts of a column; a part can be kept or left out, but not altered. */
    private String updated(String text) {
        Map<String, Object> fields = Document.read(text);
        boolean removed =
                fields.keySet()
                        .removeIf(
                                path ->
                                        path.indexOf('.') > 0
                                                && rows.action(
                                                                path.substring(
                                                                        0, path.indexOf('.')),
                                                                null)
                                                        != ColumnAction.KEEP);
        return rows.rewrite(removed ? Document.write(fields) : text);
    }
}
