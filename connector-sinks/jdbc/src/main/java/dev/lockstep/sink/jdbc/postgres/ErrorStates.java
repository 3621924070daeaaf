package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.dialect.Dialect.Failure;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL's error codes mean for a batch, and what may be told of them. */
final class ErrorStates {

    /** Its words name a type and no value. */
    private static final String TOO_LONG = "22001";

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

    /** The code, and what was violated. The server's other words may hold a value. */
    static String describe(SQLException failure) {
        String state = "SQLSTATE " + failure.getSQLState();
        ServerErrorMessage told =
                failure instanceof PSQLException own ? own.getServerErrorMessage() : null;
        if (told == null) {
            return state;
        }
        if (told.getConstraint() != null) {
            return state + ", constraint " + Identifiers.quote(told.getConstraint());
        }
        if (told.getColumn() != null) {
            return state + ", column " + Identifiers.quote(told.getColumn());
        }
        return TOO_LONG.equals(failure.getSQLState()) ? state + ", " + told.getMessage() : state;
    }
}
