package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.sink.apply.TargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A statement for one row, sent for many without waiting for the answer to each. */
final class SingleRowStatement implements AutoCloseable {

    private static final int MAX_IN_FLIGHT = 512;

    private final PreparedStatement statement;
    private final int from;
    private final int to;

    /**
     * @param from the first of the rows' values that is a parameter
     * @param to after the last one
     */
    SingleRowStatement(Connection connection, String text, int from, int to) throws SQLException {
        this.statement = connection.prepareStatement(text);
        this.from = from;
        this.to = to;
    }

    /** Executes the statement for each row; those that it has not found come back. */
    List<EncodedRow> execute(List<EncodedRow> rows) throws SQLException {
        List<EncodedRow> missed = new ArrayList<>();
        for (int first = 0; first < rows.size(); first += MAX_IN_FLIGHT) {
            List<EncodedRow> some =
                    rows.subList(first, Math.min(first + MAX_IN_FLIGHT, rows.size()));
            for (EncodedRow row : some) {
                for (int i = from; i < to; i++) {
                    statement.setObject(i - from + 1, row.values()[i]);
                }
                statement.addBatch();
            }
            addMissed(statement.executeBatch(), some, missed);
        }
        return missed;
    }

    private static void addMissed(int[] found, List<EncodedRow> rows, List<EncodedRow> missed) {
        for (int i = 0; i < found.length; i++) {
            if (found[i] < 0) {
                throw new TargetException.Fatal(
                        "Cannot tell which rows an update has found: the driver does not count"
                                + " them. Take useBulkStmts and rewriteBatchedStatements out of the"
                                + " connection's properties.",
                        null);
            }
            if (found[i] == 0) {
                missed.add(rows.get(i));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
