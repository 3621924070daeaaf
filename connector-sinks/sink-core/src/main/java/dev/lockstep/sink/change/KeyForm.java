package dev.lockstep.sink.change;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What the keys of some records have in common: their columns, and where the values are. Made once
 * per schema of a key, so plans can be kept by identity.
 */
final class KeyForm {

    /** Rows without a key. */
    static final KeyForm NONE = new KeyForm(List.of(), false, Set.of());

    /** Reads one value of a key. */
    interface Reader {
        Object read(SinkRecord record);
    }

    /**
     * A column of the key that is told beside the row.
     *
     * @param schema null where the converter keeps none
     */
    record Part(String name, Schema schema, Reader reader) {}

    private final List<Part> parts;
    private final boolean inRow;
    private final Set<String> names;

    private KeyForm(List<Part> parts, boolean inRow, Set<String> names) {
        this.parts = List.copyOf(parts);
        this.inRow = inRow;
        this.names = names;
    }

    static KeyForm beside(List<Part> parts) {
        Set<String> names = new HashSet<>();
        parts.forEach(part -> names.add(part.name()));
        return parts.isEmpty() ? NONE : new KeyForm(parts, false, names);
    }

    /**
     * A key made of columns of the row.
     *
     * @param names empty for all of them
     */
    static KeyForm inRow(List<String> names) {
        return new KeyForm(List.of(), true, Set.copyOf(names));
    }

    /** What is told beside the row; empty when the key is in the row itself. */
    List<Part> parts() {
        return parts;
    }

    boolean isInRow() {
        return inRow;
    }

    /** Columns that the row must have. */
    Set<String> wanted() {
        return inRow ? names : Set.of();
    }

    boolean isNone() {
        return !inRow && parts.isEmpty();
    }

    boolean has(String column) {
        return names.contains(column) || (inRow && names.isEmpty());
    }
}
