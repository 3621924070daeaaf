package dev.lockstep.sink.opensearch.index;

import dev.lockstep.sink.change.RowImage;

/** Where rows of one shape are written. */
public interface IndexPlan {

    /** The index of every row, of the documents themselves; null where it depends on the row. */
    String fixedName();

    /**
     * The index of a row, which is there. Null when the row lacks a column that the name is made
     * of, or no index can have the name.
     */
    String name(RowImage row);

    /** Whether documents of other tables may be in the same index. */
    boolean sharedByTables();

    /** Whether documents are only ever added. */
    boolean dataStream();
}
