package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.jdbc.dialect.TableWriter;
import java.sql.SQLException;
import java.util.List;

/** Updates rows by their key, and inserts those that are not there where that is asked for. */
final class UpdateWriter implements TableWriter {

    private final RowEncoder encoder;
    private final SingleRowStatement update;
    private final SingleRowStatement probe;
    private final RowStatements insert;
    private final int columns;

    /**
     * @param probe finds the rows that a guarded update has not; null where all that it has not
     *     found are missing
     * @param insert null where missing rows stay so
     * @param columns how many of a row's values an insert takes
     */
    UpdateWriter(
            RowEncoder encoder,
            SingleRowStatement update,
            SingleRowStatement probe,
            RowStatements insert,
            int columns) {
        this.encoder = encoder;
        this.update = update;
        this.probe = probe;
        this.insert = insert;
        this.columns = columns;
    }

    @Override
    public int write(List<? extends RowChange> rows) throws SQLException {
        List<EncodedRow> missed = update.execute(encoder.encode(rows));
        if (insert == null || missed.isEmpty()) {
            return rows.size() - missed.size();
        }
        List<EncodedRow> missing = probe == null ? missed : probe.execute(missed);
        insert.execute(missing.stream().map(row -> row.first(columns)).toList());
        return rows.size();
    }

    @Override
    public void close() throws SQLException {
        update.close();
        if (probe != null) {
            probe.close();
        }
        if (insert != null) {
            insert.close();
        }
    }
}
