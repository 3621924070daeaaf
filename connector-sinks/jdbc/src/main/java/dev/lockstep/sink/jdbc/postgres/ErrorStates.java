package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.dialect.Dialect.Failure;
import java.sql.SQLException;

/** What PostgreSQL's error codes mean for a batch. */
final class ErrorStates {

    private ErrorStates() {}

    static Failure classify(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null || state.length() != 5) {
            return Failure.FATAL;
        }
        return switch (state) {
            case "55P03", "25006", "25P03" -> Failure.TRANSIENT;
            // Two rows of one statement whose keys are equal in the database, though not to us.
            case "21000" -> Failure.BAD_ROW;
            // Undefined or ambiguous tables and columns, types that do not match, a plan whose
            // result type has changed, and no unique index for ON CONFLICT.
            case "42P01", "42703", "42704", "42804", "42P10", "42P18", "0A000", "428C9" ->
                    Failure.DEFINITION;
            default -> byClass(state);
        };
    }

    private static Failure byClass(String state) {
        return switch (state.substring(0, 2)) {
            case "08", "40", "53", "57", "58" -> Failure.TRANSIENT;
            case "22", "23", "44", "54" -> Failure.BAD_ROW;
            default -> Failure.FATAL;
        };
    }
}
