package dev.lockstep.transform.change;

import dev.lockstep.event.Row;
import dev.lockstep.transform.document.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an update of MongoDB says about itself where its images do not. */
final class UpdateDescription {

    static final String BLOCK = "updateDescription";

    /** In the block: what was set, as a document. */
    static final String UPDATED = "updatedFields";

    private UpdateDescription() {}

    static boolean isIn(Object envelope) {
        return read(envelope, BLOCK) != null;
    }

    /** The columns it set, removed or shortened; null in events without a description. */
    static List<String> columns(Change change) {
        Object description = read(change.value(), BLOCK);
        if (description == null) {
            return null;
        }
        Set<String> columns = new LinkedHashSet<>();
        if (read(description, UPDATED) instanceof String document) {
            Document.read(document).keySet().forEach(path -> columns.add(column(path)));
        }
        if (read(description, "removedFields") instanceof Collection<?> removed) {
            removed.forEach(path -> columns.add(column(path.toString())));
        }
        if (read(description, "truncatedArrays") instanceof Collection<?> arrays) {
            for (Object array : arrays) {
                if (read(array, "field") instanceof String path) {
                    columns.add(column(path));
                }
            }
        }
        return new ArrayList<>(columns);
    }

    private static Object read(Object block, String name) {
        Row row = Images.row(block);
        return row == null ? null : row.value(name);
    }

    /** A name with dots is a part of the column. */
    private static String column(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }
}
