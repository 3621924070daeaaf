package dev.lockstep.sink.jdbc;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.dialect.Dialect.Failure;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Set;

/**
 * From failures of the database to those that a target tells of. Drivers put values of rows into
 * messages, so that only messages of classes that are not about rows are handed on, and no causes.
 */
final class SqlFailures {

    /** Connection, login, database, name or privilege, conflict, resources, operator. */
    private static final Set<String> TOLD = Set.of("08", "28", "3D", "42", "40", "53", "57");

    private final Dialect dialect;

    SqlFailures(Dialect dialect) {
        this.dialect = dialect;
    }

    Failure classify(SQLException failure) {
        return dialect.classify(telling(failure));
    }

    TargetException translate(SQLException failure, String act) {
        String message = "Cannot " + act + ": " + describe(failure) + ". ";
        return switch (classify(failure)) {
            case TRANSIENT -> new TargetException.Transient(message + "It is tried again.", null);
            case BAD_ROW ->
                    new TargetException.BadRecord(
                            message
                                    + "The target does not accept a row; see errors.policy for what"
                                    + " becomes of it.",
                            null);
            case DEFINITION ->
                    new TargetException.Fatal(
                            message
                                    + "Make the target's table fit what is written to it, then"
                                    + " restart the task.",
                            null);
            case FATAL ->
                    new TargetException.Fatal(
                            message
                                    + "Correct the target or the configuration, then restart the"
                                    + " task.",
                            null);
        };
    }

    /** Codes and names, and the database's own words where no row can be in them. */
    String describe(SQLException failure) {
        SQLException telling = telling(failure);
        String state = telling.getSQLState();
        boolean told = state != null && state.length() == 5 && TOLD.contains(state.substring(0, 2));
        String words = String.valueOf(telling.getMessage()).lines().findFirst().orElse("");
        return dialect.describe(telling) + (told ? " (" + words + ")" : "");
    }

    /** Of a batch the failure of its statement. */
    private static SQLException telling(SQLException failure) {
        return failure instanceof BatchUpdateException && failure.getNextException() != null
                ? failure.getNextException()
                : failure;
    }
}
