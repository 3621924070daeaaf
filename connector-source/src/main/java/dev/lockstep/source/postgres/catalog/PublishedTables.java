package dev.lockstep.source.postgres.catalog;

import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.pgoutput.RelationColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the tables of a publication as the log would define them: under the names by which their
 * changes are published, with the columns that are, and with the files that hold their rows.
 */
public final class PublishedTables {

    /**
     * A table as the log would define it.
     *
     * @param rowFilter the condition that its published rows meet; empty for none
     * @param outputs the name of each column's output function; empty where it cannot be called
     *     with the column, since it is that of another type
     * @param types each column's type as a cast names it
     * @param heaps what holds its rows: itself, or its partitions
     */
    public record PublishedTable(
            Relation relation,
            String rowFilter,
            Map<String, String> outputs,
            Map<String, String> types,
            List<Heap> heaps) {

        /** {@code schema.name}, as filters and messages show it. */
        public String label() {
            return relation.schema() + "." + relation.table();
        }
    }

    /**
     * A table or partition that holds rows itself.
     *
     * @param fileNode of its file; another one has other row places
     * @param rangeable whether its rows can be read by ranges of pages
     * @param rows about how many it holds
     */
    public record Heap(
            long oid,
            String schema,
            String name,
            long fileNode,
            boolean rangeable,
            long pages,
            long rows) {}

    private static final String TABLES =
            """
            SELECT c.oid::int8, n.nspname, c.relname, c.relreplident,
                   coalesce(to_jsonb(t) ->> 'rowfilter', '')
              FROM pg_publication_tables t
              JOIN pg_namespace n ON n.nspname = t.schemaname
              JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.tablename
             WHERE t.pubname = ?
             ORDER BY c.oid
            """;

    /** A key is flagged by its own columns, not by those that its index only includes. */
    private static final String COLUMNS =
            """
            SELECT c.oid::int8, a.attname, a.atttypid::int8, a.atttypmod,
                   CASE c.relreplident
                        WHEN 'f' THEN true
                        WHEN 'd' THEN coalesce(p.keys && ARRAY[a.attnum], false)
                        WHEN 'i' THEN coalesce(i.keys && ARRAY[a.attnum], false)
                        ELSE false END,
                   CASE WHEN r.typtype = 'p' OR r.oid IN (y.oid, y.typbasetype)
                        THEN quote_ident(o.nspname) || '.' || quote_ident(f.proname)
                        ELSE '' END,
                   format_type(a.atttypid, a.atttypmod)
              FROM pg_publication_tables t
              JOIN pg_namespace n ON n.nspname = t.schemaname
              JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.tablename
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              JOIN pg_type y ON y.oid = a.atttypid
              JOIN pg_proc f ON f.oid = y.typoutput
              JOIN pg_namespace o ON o.oid = f.pronamespace
              JOIN pg_type r ON r.oid = f.proargtypes[0]
              LEFT JOIN (SELECT x.indrelid, (x.indkey::int2[])[0:x.indnkeyatts - 1] keys FROM pg_index x
                          WHERE x.indisprimary AND x.indimmediate AND x.indisvalid) p
                ON p.indrelid = c.oid
              LEFT JOIN (SELECT x.indrelid, (x.indkey::int2[])[0:x.indnkeyatts - 1] keys FROM pg_index x
                          WHERE x.indisreplident AND x.indimmediate AND x.indisvalid) i
                ON i.indrelid = c.oid
             WHERE t.pubname = ?
               AND CASE WHEN to_jsonb(t) -> 'attnames' IS NULL THEN a.attgenerated = ''
                        ELSE to_jsonb(t) -> 'attnames' @> to_jsonb(a.attname::text) END
             ORDER BY c.oid, a.attnum
            """;

    private static final String HEAPS =
            """
            SELECT c.oid::int8, h.oid::int8, n.nspname, h.relname, h.relfilenode::int8,
                   m.amname = 'heap',
                   pg_relation_size(h.oid) / current_setting('block_size')::int8,
                   h.reltuples::int8
              FROM pg_publication_tables t
              JOIN pg_namespace s ON s.nspname = t.schemaname
              JOIN pg_class c ON c.relnamespace = s.oid AND c.relname = t.tablename
              CROSS JOIN LATERAL (
                   SELECT c.oid WHERE c.relkind = 'r'
                   UNION ALL
                   SELECT l.relid FROM pg_partition_tree(c.oid) l
                    WHERE c.relkind = 'p' AND l.isleaf AND l.relid <> c.oid) l (oid)
              JOIN pg_class h ON h.oid = l.oid AND h.relkind = 'r'
              JOIN pg_namespace n ON n.oid = h.relnamespace
              JOIN pg_am m ON m.oid = h.relam
             WHERE t.pubname = ?
             ORDER BY h.oid
            """;

    /** How many rows a page of a table without statistics may hold. */
    private static final int ROWS_PER_PAGE = 50;

    private final Map<Long, List<RelationColumn>> columns = new HashMap<>();
    private final Map<Long, Map<String, String>> outputs = new HashMap<>();
    private final Map<Long, Map<String, String>> types = new HashMap<>();
    private final Map<Long, List<Heap>> heaps = new HashMap<>();

    private PublishedTables() {}

    /** All tables of the publication, as the connection's transaction sees them. */
    public static List<PublishedTable> read(Connection connection, String publication)
            throws SQLException {
        PublishedTables parts = new PublishedTables();
        parts.readColumns(connection, publication);
        parts.readHeaps(connection, publication);
        return parts.readTables(connection, publication);
    }

    private void readColumns(Connection connection, String publication) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, publication);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long table = row.getLong(1);
                    String name = row.getString(2);
                    columns.computeIfAbsent(table, key -> new ArrayList<>())
                            .add(
                                    new RelationColumn(
                                            row.getBoolean(5),
                                            name,
                                            (int) row.getLong(3),
                                            row.getInt(4)));
                    outputs.computeIfAbsent(table, key -> new HashMap<>())
                            .put(name, row.getString(6));
                    types.computeIfAbsent(table, key -> new HashMap<>())
                            .put(name, row.getString(7));
                }
            }
        }
    }

    private void readHeaps(Connection connection, String publication) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HEAPS)) {
            statement.setString(1, publication);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long pages = row.getLong(7);
                    long rows = row.getLong(8);
                    Heap heap =
                            new Heap(
                                    row.getLong(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getLong(5),
                                    row.getBoolean(6),
                                    pages,
                                    rows < 0 ? pages * ROWS_PER_PAGE : rows);
                    heaps.computeIfAbsent(row.getLong(1), key -> new ArrayList<>()).add(heap);
                }
            }
        }
    }

    private List<PublishedTable> readTables(Connection connection, String publication)
            throws SQLException {
        List<PublishedTable> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, publication);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long oid = row.getLong(1);
                    Relation relation =
                            new Relation(
                                    (int) oid,
                                    row.getString(2),
                                    row.getString(3),
                                    TableCatalog.replicaIdentity(row.getString(4)),
                                    columns.getOrDefault(oid, List.of()));
                    tables.add(
                            new PublishedTable(
                                    relation,
                                    row.getString(5),
                                    outputs.getOrDefault(oid, Map.of()),
                                    types.getOrDefault(oid, Map.of()),
                                    heaps.getOrDefault(oid, List.of())));
                }
            }
        }
        return tables;
    }
}
