package dev.lockstep.transform.change;

import org.apache.kafka.connect.data.Schema;

/** Decides what becomes of each column of a row; asked once per column and schema. */
@FunctionalInterface
public interface ColumnRewriter {

    /**
     * The decision about a column.
     *
     * @param schema the column's schema; null in events without schema
     */
    ColumnAction action(String column, Schema schema);
}
