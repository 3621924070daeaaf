package dev.lockstep.source.postgres.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A column whose values the log brings.
 *
 * @param type as SQL writes it
 * @param sendable whether the type has a binary form at all; values of others always come as text
 */
public record PublishedColumn(
        int tableOid,
        String schema,
        String table,
        String name,
        int typeOid,
        String type,
        boolean sendable) {

    private static final String COLUMNS =
            """
            SELECT c.oid::int8, n.nspname, c.relname, a.attname, a.atttypid::int8,
                   format_type(a.atttypid, a.atttypmod), y.typsend <> 0
              FROM pg_publication_tables t
              JOIN pg_namespace n ON n.nspname = t.schemaname
              JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.tablename
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              JOIN pg_type y ON y.oid = a.atttypid
             WHERE t.pubname = ?
               AND CASE WHEN to_jsonb(t) -> 'attnames' IS NULL THEN a.attgenerated = ''
                        ELSE to_jsonb(t) -> 'attnames' @> to_jsonb(a.attname::text) END
             ORDER BY c.oid, a.attnum
            """;

    /** {@code schema.table.name}, as filters and messages show it. */
    public String label() {
        return schema + "." + table + "." + name;
    }

    /** All that a publication publishes, table by table. */
    static List<PublishedColumn> read(Connection connection, String publication)
            throws SQLException {
        List<PublishedColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, publication);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(
                            new PublishedColumn(
                                    (int) row.getLong(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    (int) row.getLong(5),
                                    row.getString(6),
                                    row.getBoolean(7)));
                }
            }
        }
        return columns;
    }
}
