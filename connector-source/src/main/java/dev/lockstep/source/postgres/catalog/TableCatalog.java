package dev.lockstep.source.postgres.catalog;

import dev.lockstep.source.postgres.config.TableFilter;
import dev.lockstep.source.postgres.pgoutput.RelationColumn;
import dev.lockstep.source.postgres.pgoutput.ReplicaIdentity;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the tables of the database. */
public final class TableCatalog {

    /**
     * A table that can be published.
     *
     * @param partitioned whether it is the root or an inner node of a partition tree
     * @param identifiesRows whether its replica identity lets the server publish updates and
     *     deletes
     * @param owned whether our user owns it, as publishing it takes
     * @param readable whether our user may read its rows, as a snapshot takes
     */
    public record Table(
            String schema,
            String name,
            boolean partitioned,
            boolean identifiesRows,
            boolean owned,
            boolean readable) {

        /** {@code schema.name}, as filters and messages show it. */
        public String label() {
            return schema + "." + name;
        }
    }

    /** Whether a table {@code c} has old rows that the server can publish. */
    private static final String IDENTIFIES_ROWS =
            """
            CASE c.relreplident
                 WHEN 'f' THEN true
                 WHEN 'd' THEN EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid
                                          AND i.indisprimary AND i.indisvalid
                                          AND i.indimmediate)
                 WHEN 'i' THEN EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid
                                          AND i.indisreplident AND i.indisvalid
                                          AND i.indimmediate)
                 ELSE false END
            """;

    private static final String TABLES =
            "SELECT n.nspname, c.relname, c.relkind = 'p', "
                    + IDENTIFIES_ROWS
                    + """
                           , pg_has_role(c.relowner, 'USAGE'),
                           CASE WHEN c.relispartition
                                THEN ARRAY(SELECT ARRAY[an.nspname::text, ac.relname::text]
                                             FROM pg_partition_ancestors(c.oid) p
                                             JOIN pg_class ac ON ac.oid = p.relid
                                             JOIN pg_namespace an ON an.oid = ac.relnamespace
                                            WHERE p.relid <> c.oid) END,
                           has_any_column_privilege(c.oid, 'SELECT')
                      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                     WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
                       AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                     ORDER BY n.nspname, c.relname
                    """;

    private static final String LEAVES =
            """
            SELECT an.nspname, ac.relname, n.nspname || '.' || c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             CROSS JOIN LATERAL pg_partition_ancestors(c.oid) p
              JOIN pg_class ac ON ac.oid = p.relid AND ac.oid <> c.oid
              JOIN pg_namespace an ON an.oid = ac.relnamespace
             WHERE c.relispartition AND c.relkind = 'r'
               AND NOT
            """
                    + IDENTIFIES_ROWS
                    + "ORDER BY 3";

    private static final String INDEX_COLUMNS =
            """
            SELECT array_agg(a.attname::text ORDER BY array_position(i.indkey::int2[], a.attnum))
              FROM pg_index i JOIN pg_attribute a
                ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
               AND array_position(i.indkey::int2[], a.attnum) < i.indnkeyatts
             WHERE i.indrelid = ? AND CASE WHEN ? THEN i.indisprimary ELSE i.indisreplident END
            """;

    /** A deferrable key is none for the log. */
    private static final String IDENTITY_COLUMNS =
            """
            SELECT a.attname
              FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid
               AND CASE c.relreplident WHEN 'd' THEN i.indisprimary
                                       WHEN 'i' THEN i.indisreplident END
               AND i.indimmediate AND i.indisvalid
              JOIN pg_attribute a ON a.attrelid = c.oid
               AND array_position(i.indkey::int2[], a.attnum) < i.indnkeyatts
             WHERE c.oid = ?
            """;

    private static final String ANCESTORS =
            """
            SELECT n.nspname, c.relname
              FROM pg_partition_ancestors(?) p
              JOIN pg_class c ON c.oid = p.relid JOIN pg_namespace n ON n.oid = c.relnamespace
            """;

    private static final String TYPE_EXPRESSIONS =
            """
            SELECT format_type(t.type, t.modifier)
              FROM unnest(?::oid[], ?::int[]) WITH ORDINALITY t(type, modifier, place)
             ORDER BY t.place
            """;

    private static final String NULLABILITY =
            """
            SELECT attname, NOT attnotnull FROM pg_attribute
             WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped
            """;

    private TableCatalog() {}

    /**
     * The tables that the filter lets through, as a publication should list them: a partitioned
     * table stands for its partitions when it is captured itself.
     */
    public static List<Table> captured(Connection connection, TableFilter filter)
            throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Table table =
                        new Table(
                                row.getString(1),
                                row.getString(2),
                                row.getBoolean(3),
                                row.getBoolean(4),
                                row.getBoolean(5),
                                row.getBoolean(7));
                if (filter.includes(table.schema(), table.name())
                        && !isAnyIncluded(row.getArray(6), filter)) {
                    tables.add(table);
                }
            }
        }
        return tables;
    }

    private static boolean isAnyIncluded(Array ancestors, TableFilter filter) throws SQLException {
        if (ancestors == null) {
            return false;
        }
        for (Object ancestor : (Object[]) ancestors.getArray()) {
            String[] name = (String[]) ancestor;
            if (filter.includes(name[0], name[1])) {
                return true;
            }
        }
        return false;
    }

    /**
     * The partitions of these tables, as {@code schema.name}, whose own replica identity does not
     * let the server publish updates and deletes: that of the root does not count for them.
     */
    public static List<String> unidentifiedLeaves(Connection connection, List<Table> roots)
            throws SQLException {
        Set<String> labels = roots.stream().map(Table::label).collect(Collectors.toSet());
        Set<String> leaves = new LinkedHashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(LEAVES);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                if (labels.contains(row.getString(1) + "." + row.getString(2))) {
                    leaves.add(row.getString(3));
                }
            }
        }
        return List.copyOf(leaves);
    }

    /** The columns of the primary key in its own order; empty without one. */
    public static List<String> primaryKey(Connection connection, int tableOid) throws SQLException {
        return indexColumns(connection, tableOid, true);
    }

    /** The columns of the replica identity index in its own order; empty without one. */
    public static List<String> identityIndex(Connection connection, int tableOid)
            throws SQLException {
        return indexColumns(connection, tableOid, false);
    }

    private static List<String> indexColumns(Connection connection, int tableOid, boolean primary)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INDEX_COLUMNS)) {
            statement.setLong(1, Integer.toUnsignedLong(tableOid));
            statement.setBoolean(2, primary);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                Optional<Array> names = Optional.ofNullable(row.getArray(1));
                return names.isEmpty()
                        ? List.of()
                        : Arrays.asList((String[]) names.get().getArray());
            }
        }
    }

    /** The columns of the index by which old rows in the log are known; empty without one. */
    public static List<String> identityColumns(Connection connection, int tableOid)
            throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(IDENTITY_COLUMNS)) {
            statement.setLong(1, Integer.toUnsignedLong(tableOid));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(row.getString(1));
                }
            }
        }
        return columns;
    }

    /** What {@code pg_class.relreplident} stands for. */
    public static ReplicaIdentity replicaIdentity(String letter) {
        return switch (letter) {
            case "f" -> ReplicaIdentity.FULL;
            case "i" -> ReplicaIdentity.INDEX;
            case "n" -> ReplicaIdentity.NOTHING;
            default -> ReplicaIdentity.DEFAULT;
        };
    }

    /** Whether the table itself or a table above it in a partition tree passes the filter. */
    public static boolean isCapturedByAncestor(
            Connection connection, int tableOid, TableFilter filter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ANCESTORS)) {
            statement.setLong(1, Integer.toUnsignedLong(tableOid));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (filter.includes(row.getString(1), row.getString(2))) {
                        return true;
                    }
                }
                return false;
            }
        }
    }

    /** The types of columns as SQL writes them, with their modifiers. */
    public static List<String> typeExpressions(Connection connection, List<RelationColumn> columns)
            throws SQLException {
        Object[] oids = columns.stream().map(c -> Integer.toUnsignedLong(c.typeOid())).toArray();
        Object[] modifiers = columns.stream().map(RelationColumn::typeModifier).toArray();
        List<String> expressions = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TYPE_EXPRESSIONS)) {
            statement.setArray(1, connection.createArrayOf("int8", oids));
            statement.setArray(2, connection.createArrayOf("int4", modifiers));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    expressions.add(row.getString(1));
                }
            }
        }
        return expressions;
    }

    /** Which columns of a table may be null, by name. */
    public static Map<String, Boolean> nullability(Connection connection, int tableOid)
            throws SQLException {
        Map<String, Boolean> nullable = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(NULLABILITY)) {
            statement.setLong(1, Integer.toUnsignedLong(tableOid));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    nullable.put(row.getString(1), row.getBoolean(2));
                }
            }
        }
        return nullable;
    }
}
