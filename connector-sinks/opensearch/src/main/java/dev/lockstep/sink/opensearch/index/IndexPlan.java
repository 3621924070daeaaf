package dev.lockstep.sink.opensearch.index;

import dev.lockstep.sink.change.RowImage;

/** Where the rows of one shape go. For the thread that asked for it. */
public interface IndexPlan {

    /**
     * The index that a row's document is written to; the same one for all rows unless {@code
     * index.name.format} names columns. It is there, and has a field for every column.
     *
     * @return null when a column that the name is made of is NULL or not known
     */
    String name(RowImage row);

    /**
     * Whether documents of several tables are in one index, so that each needs {@code
     * Fields.TABLE}.
     */
    boolean sharedByTables();

    /** What {@code Fields.TABLE} holds; null unless tables share the index. */
    String tableName();

    /** Whether documents can only be added ({@code create}), each with {@code Fields.TIMESTAMP}. */
    boolean dataStream();

    /** The column a data stream's timestamp comes from; below 0 for the time of the commit. */
    int timestampColumn();
}
