package dev.lockstep.sink.opensearch.index;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.opensearch.config.IndexOptions;
import dev.lockstep.sink.template.Template;
import java.util.Set;
import java.util.stream.Collectors;

/** Columns in the names of indexes. */
final class IndexColumns {

    private IndexColumns() {}

    /**
     * Checks that a row stays in one index as long as it lives. A column that is not of the key may
     * change, and an event does not tell what it was before; a delete does not tell it at all. So
     * its document would stay behind in the old index.
     */
    static void check(Template format, SourceTable table, RowShape shape) {
        Set<String> key =
                shape.columns().stream()
                        .filter(RowShape.Column::key)
                        .map(RowShape.Column::name)
                        .collect(Collectors.toSet());
        for (String column : format.columns()) {
            if (shape.hasKey() && !key.contains(column)) {
                throw new TargetException.Fatal(
                        "Cannot choose indexes of table "
                                + OwnFields.name(table)
                                + " by column "
                                + column
                                + ": it is not part of the key, so that the document of a row could"
                                + " not be found again once it changes. Take it out of "
                                + IndexOptions.NAME_FORMAT
                                + ", add it to the table's key, or write rows that are only ever"
                                + " added with pk.mode=none or to a data stream.",
                        null);
            }
        }
    }
}
