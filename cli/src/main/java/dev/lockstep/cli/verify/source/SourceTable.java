package dev.lockstep.cli.verify.source;

import dev.lockstep.cli.verify.row.Column;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A captured table.
 *
 * @param columns those that can be compared, the key's first
 * @param keySize how many of them are the key; 0 for none
 * @param notes what is not compared, and why
 * @param problem why nothing of it can be compared; null when it can
 */
public record SourceTable(
        String database,
        String schema,
        String name,
        String topic,
        List<Column> columns,
        int keySize,
        List<String> notes,
        String problem) {

    public SourceTable {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
    }

    /** {@code schema.table}. */
    public String fullName() {
        return schema + "." + name;
    }

    public List<Column> key() {
        return columns.subList(0, keySize);
    }

    /** The index of a column; -1 for none. */
    public int index(String column) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(column))
                .findFirst()
                .orElse(-1);
    }

    /** The same with fewer columns to compare. */
    public SourceTable with(List<Column> others, List<String> otherNotes) {
        return new SourceTable(database, schema, name, topic, others, keySize, otherNotes, problem);
    }
}
