package dev.lockstep.source.postgres.catalog;

import dev.lockstep.source.postgres.catalog.TableCatalog.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns that a publication is told to carry, so that the server does not send the others. A
 * table has a list only if that leaves something out, and only if it may have one: with {@code
 * REPLICA IDENTITY FULL} the server would refuse the table's updates, and partitions would each
 * need their identity in the list of their root.
 */
public final class ColumnLists {

    /** Chooses columns. */
    public interface Choice {
        boolean includes(String schema, String table, String column);
    }

    /** No table has one. */
    public static final ColumnLists NONE = new ColumnLists(Map.of());

    private static final int FIRST_MAJOR = 15;

    private static final String COLUMNS =
            """
            SELECT n.nspname, c.relname, a.attname,
                   EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid
                              AND a.attnum = ANY (i.indkey)
                              AND (c.relreplident = 'd' AND i.indisprimary
                                   OR c.relreplident = 'i' AND i.indisreplident))
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_attribute a ON a.attrelid = c.oid
             WHERE c.relkind = 'r' AND NOT c.relispartition AND c.relreplident IN ('d', 'i')
               AND n.nspname || '.' || c.relname = ANY (?)
               AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
             ORDER BY c.oid, a.attnum
            """;

    private final Map<String, List<String>> lists;

    private ColumnLists(Map<String, List<String>> lists) {
        this.lists = lists;
    }

    /**
     * Works out the lists of these tables; none before PostgreSQL 15.
     *
     * @param choice of the columns to carry, to which those of replica identities are added
     */
    public static ColumnLists read(Connection connection, List<Table> tables, Choice choice)
            throws SQLException {
        if (connection.getMetaData().getDatabaseMajorVersion() < FIRST_MAJOR) {
            return NONE;
        }
        Map<String, List<String>> carried = new HashMap<>();
        Map<String, Integer> widths = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            Object[] names = tables.stream().map(Table::label).toArray();
            statement.setArray(1, connection.createArrayOf("text", names));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String label = row.getString(1) + "." + row.getString(2);
                    String column = row.getString(3);
                    List<String> list = carried.computeIfAbsent(label, none -> new ArrayList<>());
                    widths.merge(label, 1, Integer::sum);
                    if (row.getBoolean(4)
                            || choice.includes(row.getString(1), row.getString(2), column)) {
                        list.add(column);
                    }
                }
            }
        }
        // A list of everything would only stand in the way of new and dropped columns.
        carried.entrySet()
                .removeIf(
                        entry ->
                                entry.getValue().isEmpty()
                                        || entry.getValue().size() == widths.get(entry.getKey()));
        return new ColumnLists(carried);
    }

    /** The tables that have one, as {@code schema.table}. */
    public Set<String> tables() {
        return lists.keySet();
    }

    /** What follows the table's name in a publication; empty for all columns. */
    String clause(Table table) {
        List<String> list = lists.get(table.label());
        return list == null
                ? ""
                : list.stream()
                        .map(Identifiers::quote)
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
