package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.jdbc.dialect.TableWriter;
import java.sql.SQLException;
import java.util.List;

/** Inserts, upserts and deletes: many rows to a statement. */
record MultiRowWriter(RowEncoder encoder, RowStatements statements) implements TableWriter {

    @Override
    public int write(List<? extends RowChange> rows) throws SQLException {
        statements.execute(encoder.encode(rows));
        return rows.size();
    }

    @Override
    public void close() throws SQLException {
        statements.close();
    }
}
