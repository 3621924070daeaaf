package dev.lockstep.sink.jdbc.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.IntFunction;

/**
 * One statement prepared for several numbers of rows. Batches are cut into as few of them as the
 * server's limits allow, and statements of one size are sent without waiting for the answer to
 * each.
 */
final class RowStatements implements AutoCloseable {

    /** More rows do not make a row cheaper. */
    private static final int[] SIZES = {64, 8, 1};

    private static final int MAX_PARAMETERS = 65_535;

    /** The answers to these wait in the connection's buffers until the last one has been sent. */
    private static final int MAX_IN_FLIGHT = 128;

    private final Connection connection;
    private final IntFunction<String> text;
    private final long maxBytes;
    private final PreparedStatement[] statements = new PreparedStatement[SIZES.length];
    private final int largest;

    /**
     * @param text of the statement for a number of rows
     * @param parameters per row
     */
    RowStatements(Connection connection, IntFunction<String> text, int parameters, long maxPacket) {
        this.connection = connection;
        this.text = text;
        this.maxBytes = maxPacket;
        this.largest = SIZES[0] * parameters <= MAX_PARAMETERS ? 0 : 1;
    }

    /** Executes the statement for rows, in their order. */
    void execute(List<EncodedRow> rows) throws SQLException {
        int current = -1;
        int inFlight = 0;
        for (int from = 0; from < rows.size(); from += SIZES[current]) {
            int next = sizeAt(rows, from);
            if (inFlight > 0 && (next != current || inFlight == MAX_IN_FLIGHT)) {
                statements[current].executeBatch();
                inFlight = 0;
            }
            current = next;
            add(current, rows, from);
            inFlight++;
        }
        if (inFlight > 0) {
            statements[current].executeBatch();
        }
    }

    /** Which of the sizes fits what is left from an index on. */
    private int sizeAt(List<EncodedRow> rows, int from) {
        for (int size = largest; size < SIZES.length - 1; size++) {
            if (from + SIZES[size] <= rows.size() && bytes(rows, from, SIZES[size]) <= maxBytes) {
                return size;
            }
        }
        return SIZES.length - 1;
    }

    private static long bytes(List<EncodedRow> rows, int from, int count) {
        long bytes = 0;
        for (int i = from; i < from + count; i++) {
            bytes += rows.get(i).bytes();
        }
        return bytes;
    }

    private void add(int size, List<EncodedRow> rows, int from) throws SQLException {
        if (statements[size] == null) {
            statements[size] = connection.prepareStatement(text.apply(SIZES[size]));
        }
        PreparedStatement statement = statements[size];
        int parameter = 0;
        for (int i = from; i < from + SIZES[size]; i++) {
            for (Object value : rows.get(i).values()) {
                statement.setObject(++parameter, value);
            }
        }
        statement.addBatch();
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements) {
            if (statement != null) {
                statement.close();
            }
        }
    }
}
