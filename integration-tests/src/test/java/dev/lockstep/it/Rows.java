package dev.lockstep.it;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/** Rows as text that is the same in databases of different kinds, for equal values. */
final class Rows {

    private Rows() {}

    /** All rows of a table, in the order of their texts. */
    static List<String> of(Connection connection, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
            while (found.next()) {
                rows.add(row(found));
            }
        }
        rows.sort(null);
        return rows;
    }

    private static String row(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        StringJoiner text = new StringJoiner(", ");
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            boolean there = row.getObject(i) != null;
            text.add(
                    columns.getColumnName(i)
                            + "="
                            + (there ? value(row, i, columns.getColumnType(i)) : "null"));
        }
        return text.toString();
    }

    private static Object value(ResultSet row, int column, int type) throws SQLException {
        return switch (type) {
            case Types.BIT, Types.BOOLEAN, Types.TINYINT -> flag(row.getObject(column));
            case Types.NUMERIC, Types.DECIMAL -> number(row.getBigDecimal(column));
            case Types.REAL -> row.getFloat(column);
            case Types.FLOAT, Types.DOUBLE -> row.getDouble(column);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> time(row, column);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                    HexFormat.of().formatHex(row.getBytes(column));
            default -> row.getString(column);
        };
    }

    /** Some databases have numbers for what is true or false. */
    private static Object flag(Object value) {
        return value instanceof Boolean flag ? (flag ? 1 : 0) : value.toString();
    }

    /** Those with a zone in UTC, as databases without zones keep them. */
    private static LocalDateTime time(ResultSet row, int column) throws SQLException {
        return row.getMetaData().getColumnTypeName(column).equals("timestamptz")
                ? row.getObject(column, OffsetDateTime.class)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDateTime()
                : row.getObject(column, LocalDateTime.class);
    }

    private static String number(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
