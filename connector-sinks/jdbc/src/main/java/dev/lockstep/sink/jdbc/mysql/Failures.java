package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.sink.jdbc.dialect.Dialect.Failure;
import java.sql.SQLException;
import java.util.Set;

/** What the numbers of errors mean; where the number tells nothing, the SQL state does. */
final class Failures {

    private static final Set<Integer> TRANSIENT =
            Set.of(
                    1020, // record has changed since last read
                    1021, // disk full; the server waits
                    1037, 1038, 1041, // out of memory
                    1040, 1203, 1226, // too many connections, of this user, per hour
                    1042, 1043, 1047, 1158, 1159, 1160, 1161, // handshake and network
                    1053, // shutdown in progress
                    1114, // table or tablespace is full
                    1180, 1181, // error during commit or rollback
                    1205, 1206, 1213, 1614, 3572, // locks and deadlocks
                    1290, 1792, 1836, // read-only, as before and after a switch to another server
                    1317, 1927, 1969, 3024, 3169, 4031, // interrupted, killed, timed out
                    2002, 2003, 2006, 2013, 2055); // as clients number lost connections

    private static final Set<Integer> BAD_ROW =
            Set.of(
                    1048, // NULL in a column that is NOT NULL
                    1062, 1169, 1586, // duplicate key
                    1118, 1153, // row too large, packet too large
                    1264, 1265, 1292, 1366, 1367, 1406, 1411, 1690, 3730, // value not fit to keep
                    1216, 1217, 1451, 1452, // foreign keys
                    1416, 3037, 3516, 3643, 3732, // geometry
                    1644, // a trigger has signalled
                    3140, 3141, 3155, 3156, 3157, 3819, 4025, 4037, 4038); // JSON, CHECK

    private static final Set<Integer> DEFINITION =
            Set.of(
                    1050, 1051, 1146, // tables
                    1054, 1060, 1072, 1091, 1136, // columns
                    1243, 1412, 1615, // prepared for another definition
                    3105, 1906); // a column is generated now

    private Failures() {}

    static Failure classify(SQLException failure) {
        int number = failure.getErrorCode();
        if (TRANSIENT.contains(number)) {
            return Failure.TRANSIENT;
        }
        if (BAD_ROW.contains(number)) {
            return Failure.BAD_ROW;
        }
        if (DEFINITION.contains(number)) {
            return Failure.DEFINITION;
        }
        return byState(failure.getSQLState(), number);
    }

    private static Failure byState(String state, int number) {
        String type = state == null || state.length() < 2 ? "" : state.substring(0, 2);
        return switch (type) {
            // 40: rolled back; 70 with 0100: interrupted. 1049 has the state of a lost connection
            // in some drivers, 1044 and 1045 never do.
            case "08" -> number == 1049 ? Failure.FATAL : Failure.TRANSIENT;
            case "40" -> Failure.TRANSIENT;
            case "22", "23" -> Failure.BAD_ROW;
            default -> Failure.FATAL;
        };
    }
}
