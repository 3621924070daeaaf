package dev.lockstep.sink.change;

/** A change of one row. */
public sealed interface RowChange extends Change permits Upsert, Delete {

    SourceTable table();

    /**
     * Of an upsert, all columns of the record; its key is null where the table has none. Of a
     * delete, the columns of the key and no others.
     */
    RowImage row();
}
