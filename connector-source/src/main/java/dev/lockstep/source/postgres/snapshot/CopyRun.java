package dev.lockstep.source.postgres.snapshot;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Runs a binary COPY and hands out its rows. Used by one thread. */
public final class CopyRun {

    /** Takes rows. */
    public interface Sink {
        /**
         * Takes one.
         *
         * @param row holds it from {@code from} to its end
         * @return false to have no more
         */
        boolean accept(byte[] row, int from) throws InterruptedException;
    }

    private static final byte[] SIGNATURE =
            "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FLAGS = 4;
    private static final int EXTENSION_LENGTH = 4;
    private static final int HEADER = 11 + FLAGS + EXTENSION_LENGTH;
    private static final int TRAILER = 2;

    private CopyRun() {}

    /**
     * Hands out all rows of the statement.
     *
     * @return false if the sink did not want all of them; the connection is of no use then
     */
    public static boolean run(Connection connection, String statement, Sink sink)
            throws SQLException, InterruptedException {
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement);
        byte[] message = copy.readFromCopy();
        int from = header(message);
        while (message != null) {
            // What is left after the header may be nothing; the trailer has no columns.
            boolean row = from < message.length && !isTrailer(message, from);
            if (row && !sink.accept(message, from)) {
                return false;
            }
            message = copy.readFromCopy();
            from = 0;
        }
        return true;
    }

    private static int header(byte[] message) throws SQLException {
        if (message == null
                || message.length < HEADER
                || !Arrays.equals(message, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            throw new SQLException("The server did not send rows in COPY's binary form", "08P01");
        }
        return HEADER;
    }

    private static boolean isTrailer(byte[] message, int from) {
        return message.length - from == TRAILER && message[from] == -1 && message[from + 1] == -1;
    }
}
