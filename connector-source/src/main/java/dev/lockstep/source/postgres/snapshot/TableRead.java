package dev.lockstep.source.postgres.snapshot;

import dev.lockstep.source.postgres.catalog.PublishedTables.PublishedTable;

/** A table while it is read. Its counters are owned by the task thread. */
final class TableRead {

    private final PublishedTable table;
    private final String statement;

    /** Chunks of it that have not arrived completely. */
    int chunksLeft;

    /** The latest rows of it, kept back until it is known whether they are the last. */
    RowBatch held;

    /** Rows of it that have been handed on. */
    long rows;

    /**
     * @param statement replaces reading the whole table; null where nothing does
     */
    TableRead(PublishedTable table, String statement) {
        this.table = table;
        this.statement = statement;
    }

    PublishedTable table() {
        return table;
    }

    /** What to read instead of the whole table; null for nothing. */
    String statement() {
        return statement;
    }
}
