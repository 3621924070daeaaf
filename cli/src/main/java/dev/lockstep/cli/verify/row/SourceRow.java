package dev.lockstep.cli.verify.row;

import java.util.List;

/**
 * A row of the source.
 *
 * @param version changes with every write of the row, even one that changes no value
 * @param texts as the server spells them, by the table's columns; null for NULL
 * @param values the one spelling of each of them
 */
public record SourceRow(RowKey key, String version, List<String> texts, List<String> values) {

    /** Without values, which nobody may log. */
    @Override
    public String toString() {
        return "row " + version;
    }
}
