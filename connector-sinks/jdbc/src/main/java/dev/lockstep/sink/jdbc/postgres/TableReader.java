package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads definitions of tables from the catalog, in two queries. */
final class TableReader {

    /**
     * Names with -1 for a length show what a cast without a length needs: {@code bpchar}, not
     * {@code character}, which would mean {@code character(1)}.
     */
    private static final String COLUMNS =
            """
            SELECT c.oid, n.nspname, c.relname, a.attname,
                   format_type(a.atttypid, a.atttypmod), format_type(base.oid, -1),
                   a.attnotnull OR base.required,
                   a.atthasdef AND a.attgenerated = '' OR a.attidentity <> '' OR base.fallback,
                   a.attgenerated <> '', a.attidentity = 'a'
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
             CROSS JOIN LATERAL (
                   WITH RECURSIVE under AS (
                        SELECT t.oid, t.typtype, t.typbasetype, t.typnotnull, t.typdefault
                          FROM pg_type t WHERE t.oid = a.atttypid
                         UNION ALL
                        SELECT t.oid, t.typtype, t.typbasetype, t.typnotnull, t.typdefault
                          FROM under JOIN pg_type t ON t.oid = under.typbasetype
                         WHERE under.typtype = 'd')
                   SELECT max(oid::int8) FILTER (WHERE typtype <> 'd')::oid AS oid,
                          bool_or(typnotnull) AS required,
                          bool_or(typdefault IS NOT NULL) AS fallback
                     FROM under) base
             WHERE c.oid = to_regclass(?)
               AND c.relkind IN ('r', 'p', 'f', 'v')
             ORDER BY a.attnum
            """;

    private static final String KEYS =
            """
            SELECT 1, i.indisprimary, k.attname, NULL, i.indexrelid, place.at
              FROM pg_index i
             CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY place(attnum, at)
              JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = place.attnum
             WHERE i.indrelid = ? AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
               AND i.indexprs IS NULL AND place.at <= i.indnkeyatts
             UNION ALL
            SELECT 2, false, n.nspname, r.relname, f.oid, 0
              FROM pg_constraint f
              JOIN pg_class r ON r.oid = f.confrelid
              JOIN pg_namespace n ON n.oid = r.relnamespace
             WHERE f.conrelid = ? AND f.contype = 'f' AND f.conparentid = 0
             ORDER BY 1, 5, 6
            """;

    private TableReader() {}

    static Optional<TargetTable> read(Connection connection, TableName wanted) throws SQLException {
        List<TargetColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, Identifiers.quote(wanted));
            try (ResultSet row = statement.executeQuery()) {
                long oid = 0;
                TableName name = null;
                while (row.next()) {
                    oid = row.getLong(1);
                    name = new TableName(wanted.catalog(), row.getString(2), row.getString(3));
                    columns.add(column(row));
                }
                return name == null
                        ? Optional.empty()
                        : Optional.of(withKeys(connection, oid, name, columns));
            }
        }
    }

    private static TargetColumn column(ResultSet row) throws SQLException {
        return new TargetColumn(
                row.getString(4),
                row.getString(5),
                row.getString(6),
                !row.getBoolean(7),
                row.getBoolean(8),
                row.getBoolean(9),
                row.getBoolean(10));
    }

    private static TargetTable withKeys(
            Connection connection, long oid, TableName name, List<TargetColumn> columns)
            throws SQLException {
        TableKeys keys = new TableKeys();
        try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
            statement.setLong(1, oid);
            statement.setLong(2, oid);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (row.getInt(1) == 2) {
                        keys.reference(new TableName(null, row.getString(3), row.getString(4)));
                    } else {
                        keys.column(row.getLong(5), row.getBoolean(2), row.getString(3));
                    }
                }
            }
        }
        return new TargetTable(
                name, columns, keys.primaryKey(), keys.uniqueKeys(), keys.references());
    }
}
