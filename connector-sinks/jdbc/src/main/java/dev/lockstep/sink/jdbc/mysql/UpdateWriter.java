package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.jdbc.dialect.TableWriter;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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
    private UpdateWriter(
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

    static UpdateWriter updating(
            Connection connection, WritePlan plan, Statements statements, long maxPacket)
            throws SQLException {
        List<Binding> parameters = parameters(plan, statements);
        return new UpdateWriter(
                new RowEncoder(plan, parameters, maxPacket),
                new SingleRowStatement(connection, statements.update(), 0, parameters.size()),
                null,
                null,
                0);
    }

    /** The rows' values are those of the update, the keys from this index on. */
    static UpdateWriter upserting(
            Connection connection, WritePlan plan, Statements statements, long maxPacket)
            throws SQLException {
        List<Binding> parameters = parameters(plan, statements);
        int keys = statements.others().size();
        int columns = keys + statements.keys().size();
        WritePlan inserts =
                new WritePlan(
                        WritePlan.Statement.INSERT,
                        plan.table(),
                        plan.shape(),
                        parameters.subList(0, columns),
                        false);
        return new UpdateWriter(
                new RowEncoder(plan, parameters, maxPacket),
                new SingleRowStatement(connection, statements.update(), 0, parameters.size()),
                plan.guarded()
                        ? new SingleRowStatement(connection, statements.probe(), keys, columns)
                        : null,
                new RowStatements(
                        connection, new Statements(inserts, false)::insert, columns, maxPacket),
                columns);
    }

    private static List<Binding> parameters(WritePlan plan, Statements statements) {
        List<Binding> parameters = new ArrayList<>(statements.others());
        parameters.addAll(statements.keys());
        if (plan.guarded()) {
            parameters.add(statements.others().get(statements.others().size() - 1));
        }
        return parameters;
    }

    @Override
    public void write(List<? extends RowChange> rows) throws SQLException {
        List<EncodedRow> missed = update.execute(encoder.encode(rows));
        if (insert == null || missed.isEmpty()) {
            return;
        }
        List<EncodedRow> missing = probe == null ? missed : probe.execute(missed);
        insert.execute(missing.stream().map(row -> row.first(columns)).toList());
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
