package dev.lockstep.transform.change;

import dev.lockstep.event.FieldNames;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** What an envelope says about columns beside the images, brought in line with other images. */
final class ColumnNotes {

    private static final String BEFORE_PREFIX = FieldNames.BEFORE + ".";
    private static final String AFTER_PREFIX = FieldNames.AFTER + ".";
    private static final List<String> LISTS =
            List.of(FieldNames.CHANGED_FIELDS, FieldNames.UNAVAILABLE_FIELDS);

    private final RowRewriter rows;

    ColumnNotes(RowRewriter rows) {
        this.rows = rows;
    }

    /** Whether envelopes of the schema can have any. */
    static boolean areIn(Schema envelope) {
        return envelope.field(FieldNames.EXACT_VALUES) != null
                || LISTS.stream().anyMatch(list -> envelope.field(list) != null);
    }

    /**
     * @param rewritten where the notes are corrected
     * @param original whose images have the schema that the rewriter was asked about
     */
    void correct(Struct rewritten, Struct original, boolean hasBefore, boolean hasAfter) {
        Schema row = rowSchema(original.schema());
        for (String list : LISTS) {
            Field field = rewritten.schema().field(list);
            if (field != null && rewritten.get(field) instanceof Collection<?> names) {
                rewritten.put(field, remaining(names, row));
            }
        }
        Field exact = rewritten.schema().field(FieldNames.EXACT_VALUES);
        if (exact != null && rewritten.get(exact) instanceof Map<?, ?> texts) {
            rewritten.put(exact, remaining(texts, row, hasBefore, hasAfter));
        }
    }

    void correct(Map<Object, Object> rewritten, boolean hasBefore, boolean hasAfter) {
        for (String list : LISTS) {
            if (rewritten.get(list) instanceof Collection<?> names) {
                rewritten.put(list, remaining(names, null));
            }
        }
        if (rewritten.get(FieldNames.EXACT_VALUES) instanceof Map<?, ?> texts) {
            rewritten.put(FieldNames.EXACT_VALUES, remaining(texts, null, hasBefore, hasAfter));
        }
    }

    private static Schema rowSchema(Schema envelope) {
        Field image = envelope.field(FieldNames.AFTER);
        image = image == null ? envelope.field(FieldNames.BEFORE) : image;
        return image == null ? null : image.schema();
    }

    private List<?> remaining(Collection<?> names, Schema row) {
        return names.stream()
                .filter(name -> rows.action(String.valueOf(name), row) != ColumnAction.DROP)
                .toList();
    }

    /** Null for none, as in an event that never had any. */
    private Map<?, ?> remaining(Map<?, ?> texts, Schema row, boolean hasBefore, boolean hasAfter) {
        Map<Object, Object> remaining = new LinkedHashMap<>(texts);
        remaining.keySet().removeIf(path -> !stays(path.toString(), row, hasBefore, hasAfter));
        return remaining.isEmpty() ? null : remaining;
    }

    private boolean stays(String path, Schema row, boolean hasBefore, boolean hasAfter) {
        if (path.startsWith(BEFORE_PREFIX)) {
            return hasBefore && isKept(path.substring(BEFORE_PREFIX.length()), row);
        }
        return path.startsWith(AFTER_PREFIX)
                && hasAfter
                && isKept(path.substring(AFTER_PREFIX.length()), row);
    }

    private boolean isKept(String column, Schema row) {
        return rows.action(column, row) == ColumnAction.KEEP;
    }
}
