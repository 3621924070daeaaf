package dev.lockstep.sink.jdbc.dialect;

import dev.lockstep.sink.change.RowChange;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes the rows of one plan on one connection, inside the transaction that is open there.
 * Prepared once, used for many batches, by one thread.
 */
public interface TableWriter extends AutoCloseable {

    /**
     * Writes rows.
     *
     * @param rows all of the plan's shape; unless the statement is an insert, no key twice
     * @return of an update, how many of the rows it has found, those left out that hold a larger
     *     position; of other statements, how many rows were given
     * @throws SQLException when the database refuses; the transaction is to be rolled back
     * @throws dev.lockstep.sink.apply.TargetException.BadRecord when a value does not fit its
     *     column
     */
    int write(List<? extends RowChange> rows) throws SQLException;

    @Override
    void close() throws SQLException;
}
