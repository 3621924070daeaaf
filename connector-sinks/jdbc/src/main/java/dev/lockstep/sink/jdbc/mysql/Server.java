package dev.lockstep.sink.jdbc.mysql;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The server at the other end of a connection.
 *
 * @param version major × 10,000 + minor × 100 + patch
 * @param maxPacket the largest statement that it accepts, in bytes
 */
record Server(boolean mariaDb, int version, long maxPacket) {

    private static final int FIRST_WITH_ROW_ALIAS = 8_00_20;
    private static final int FIRST_MARIADB_WITH_UUID = 10_07_00;

    static Server of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT VERSION(), @@session.max_allowed_packet")) {
            row.next();
            return of(row.getString(1), connection.getMetaData(), row.getLong(2));
        }
    }

    private static Server of(String version, DatabaseMetaData metaData, long maxPacket)
            throws SQLException {
        boolean mariaDb =
                version.contains("MariaDB") || "MariaDB".equals(metaData.getDatabaseProductName());
        return new Server(mariaDb, number(version), maxPacket);
    }

    /** {@code 8.4.3-log}, {@code 11.4.5-MariaDB}. */
    static int number(String version) {
        String[] parts = version.split("[^0-9]+", 4);
        int number = 0;
        for (int i = 0; i < 3; i++) {
            boolean there = i < parts.length && !parts[i].isEmpty();
            number = number * 100 + (there ? Integer.parseInt(parts[i]) : 0);
        }
        return number;
    }

    /** Whether the row that is inserted can be named; VALUES() is deprecated there. */
    boolean hasRowAlias() {
        return !mariaDb && version >= FIRST_WITH_ROW_ALIAS;
    }

    boolean hasUuid() {
        return mariaDb && version >= FIRST_MARIADB_WITH_UUID;
    }

    /** A collation for which two texts are equal only if they are the same. */
    String exactCollation() {
        return mariaDb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin";
    }

    /** Digits after the point that a decimal may have. */
    int maxScale() {
        return mariaDb ? 38 : 30;
    }
}
