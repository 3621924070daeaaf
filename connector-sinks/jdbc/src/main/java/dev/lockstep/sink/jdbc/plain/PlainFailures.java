package dev.lockstep.sink.jdbc.plain;

import dev.lockstep.sink.jdbc.dialect.Dialect.Failure;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Locale;

/** What failures of H2, which has SQLSTATEs, and of SQLite, which has numbers, mean. */
final class PlainFailures {

    private static final int SQLITE_ERROR = 1;
    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;
    private static final int SQLITE_CONSTRAINT = 19;
    private static final int SQLITE_MISMATCH = 20;

    private PlainFailures() {}

    static Failure classify(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null || state.length() < 2) {
            return ofSqlite(failure);
        }
        return switch (state.substring(0, 2)) {
            // 90xxx are H2's own; those here: closed, shut down, out of reach, locked out.
            case "90" ->
                    switch (state) {
                        case "90007", "90020", "90067", "90098", "90121" -> Failure.TRANSIENT;
                        default -> Failure.FATAL;
                    };
            case "08", "40", "53", "57", "HY" -> Failure.TRANSIENT;
            case "22", "23" -> Failure.BAD_ROW;
            case "42" -> Failure.DEFINITION;
            default -> failure instanceof SQLTransientException ? Failure.TRANSIENT : Failure.FATAL;
        };
    }

    private static Failure ofSqlite(SQLException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return switch (failure.getErrorCode() & 0xff) {
            case SQLITE_BUSY, SQLITE_LOCKED -> Failure.TRANSIENT;
            case SQLITE_CONSTRAINT, SQLITE_MISMATCH -> Failure.BAD_ROW;
            case SQLITE_ERROR ->
                    message.contains("no such table")
                                    || message.contains("no column named")
                                    || message.contains("no such column")
                            ? Failure.DEFINITION
                            : Failure.FATAL;
            default -> Failure.FATAL;
        };
    }
}
