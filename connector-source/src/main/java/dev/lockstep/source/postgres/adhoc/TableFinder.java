package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.source.postgres.adhoc.TableForm.KeyPart;
import dev.lockstep.source.postgres.catalog.TableCatalog;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.TableFilter;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.pgoutput.RelationColumn;
import dev.lockstep.source.postgres.pgoutput.ReplicaIdentity;
import dev.lockstep.source.postgres.signal.Signal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the tables that a signal means and describes them as the log would: by what the publication
 * publishes. Used by the reader's thread only.
 */
final class TableFinder {

    private static final String PUBLISHED =
            """
            SELECT p.schemaname, p.tablename, c.oid
              FROM pg_publication_tables p
              JOIN pg_namespace n ON n.nspname = p.schemaname
              JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = p.tablename
             WHERE p.pubname = ? ORDER BY 1, 2
            """;

    private static final String COLUMNS =
            """
            SELECT c.oid, c.relkind = 'p', c.relreplident::text, a.attname, a.atttypid,
                   a.atttypmod, a.attgenerated <> '', a.attnotnull, format_type(a.atttypid, -1),
                   y.typsend <> 0
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              JOIN pg_type y ON y.oid = a.atttypid
             WHERE n.nspname = ? AND c.relname = ?
             ORDER BY a.attnum
            """;

    private static final String SINGLE_UNIQUE =
            """
            SELECT FROM pg_index i JOIN pg_attribute a
                ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] AND a.attname = ?
             WHERE i.indrelid = ? AND i.indisunique AND i.indisvalid AND i.indnkeyatts = 1
               AND i.indpred IS NULL
            """;

    /** Tells rows with the same surrogate key apart while none of them moves. */
    private static final List<KeyPart> PLACE =
            List.of(new KeyPart("tableoid", "oid"), new KeyPart("ctid", "tid"));

    /** A column as the catalogs have it. */
    private record Column(
            String name,
            int typeOid,
            int typeModifier,
            boolean generated,
            boolean notNull,
            String type,
            boolean sendable) {}

    /** A table as the catalogs have it. */
    private record Found(
            int oid, boolean partitioned, ReplicaIdentity identity, List<Column> columns) {}

    /** What the publication says of a table; without names for all of its columns. */
    private record Published(Optional<List<String>> columns, String rowFilter) {}

    private final String publication;
    private final TableFilter captured;

    TableFinder(PostgresSourceConfig config) {
        this.publication = config.replication().publication();
        this.captured = config.capture().tables();
    }

    /** The captured tables that the expressions match, in the order of the expressions. */
    List<TableName> matching(Connection connection, List<String> expressions) throws SQLException {
        List<TableName> tables = captured(connection);
        Set<TableName> found = new LinkedHashSet<>();
        for (String expression : expressions) {
            for (TableName table : tables) {
                if (Signal.matches(expression, table.toString())) {
                    found.add(table);
                }
            }
        }
        return List.copyOf(found);
    }

    private List<TableName> captured(Connection connection) throws SQLException {
        List<TableName> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PUBLISHED)) {
            statement.setString(1, publication);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    TableName table = new TableName(row.getString(1), row.getString(2));
                    if (captured.includes(table.schema(), table.table())
                            || TableCatalog.isCapturedByAncestor(
                                    connection, (int) row.getLong(3), captured)) {
                        tables.add(table);
                    }
                }
            }
        }
        return tables;
    }

    /**
     * A table as it is now.
     *
     * @param surrogateKey the column to read in the order of; null for the table's own key
     * @return empty when there is no such table or it is not published
     */
    Optional<TableForm> form(Connection connection, TableName name, String surrogateKey)
            throws SQLException {
        Optional<Published> published = published(connection, name);
        Optional<Found> found = found(connection, name);
        if (published.isEmpty() || found.isEmpty()) {
            return Optional.empty();
        }
        Found table = found.get();
        List<String> primaryKey = TableCatalog.primaryKey(connection, table.oid);
        List<String> index = TableCatalog.identityIndex(connection, table.oid);
        List<String> flagged =
                switch (table.identity) {
                    case DEFAULT, INDEX -> TableCatalog.identityColumns(connection, table.oid);
                    case FULL -> table.columns.stream().map(Column::name).toList();
                    case NOTHING -> List.of();
                };
        List<RelationColumn> columns = new ArrayList<>();
        for (Column column : table.columns) {
            if (isPublished(column, published.get(), connection)) {
                columns.add(
                        new RelationColumn(
                                flagged.contains(column.name),
                                column.name,
                                column.typeOid,
                                column.typeModifier));
            }
        }
        List<String> order = primaryKey.isEmpty() ? index : primaryKey;
        return Optional.of(
                new TableForm(
                        new Relation(
                                table.oid,
                                name.schema(),
                                name.table(),
                                table.identity,
                                List.copyOf(columns)),
                        unsent(table),
                        table.partitioned,
                        published.get().rowFilter,
                        identity(table.identity, primaryKey, columns),
                        surrogateKey == null
                                ? parts(order, table)
                                : surrogate(connection, surrogateKey, table)));
    }

    private static Set<String> unsent(Found table) {
        return table.columns.stream()
                .filter(column -> !column.sendable)
                .map(Column::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isPublished(Column column, Published published, Connection connection)
            throws SQLException {
        boolean listed = published.columns.map(names -> names.contains(column.name)).orElse(true);
        // Which generated columns are published, only these servers say.
        return listed
                && (!column.generated || connection.getMetaData().getDatabaseMajorVersion() >= 18);
    }

    /** Of a full old row the primary key is enough; without one all columns tell rows apart. */
    private static List<Integer> identity(
            ReplicaIdentity identity, List<String> primaryKey, List<RelationColumn> columns) {
        List<String> names = columns.stream().map(RelationColumn::name).toList();
        if (identity == ReplicaIdentity.FULL
                && !primaryKey.isEmpty()
                && names.containsAll(primaryKey)) {
            return primaryKey.stream().map(names::indexOf).toList();
        }
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).key())
                .boxed()
                .toList();
    }

    private static List<KeyPart> parts(List<String> names, Found table) {
        List<KeyPart> parts = new ArrayList<>();
        for (String name : names) {
            table.columns.stream()
                    .filter(column -> column.name.equals(name))
                    .forEach(column -> parts.add(new KeyPart(name, column.type)));
        }
        return parts;
    }

    /** Empty when the column is missing or may be null: rows without it would be left out. */
    private static List<KeyPart> surrogate(Connection connection, String name, Found table)
            throws SQLException {
        Optional<Column> column =
                table.columns.stream()
                        .filter(each -> each.name.equals(name) && each.notNull)
                        .findFirst();
        if (column.isEmpty()) {
            return List.of();
        }
        List<KeyPart> parts = new ArrayList<>();
        parts.add(new KeyPart(name, column.get().type));
        if (!isUnique(connection, name, table.oid)) {
            parts.addAll(PLACE);
        }
        return parts;
    }

    private static boolean isUnique(Connection connection, String column, int oid)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SINGLE_UNIQUE)) {
            statement.setString(1, column);
            statement.setLong(2, Integer.toUnsignedLong(oid));
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private Optional<Published> published(Connection connection, TableName name)
            throws SQLException {
        // Column lists and row filters came with this version.
        boolean detailed = connection.getMetaData().getDatabaseMajorVersion() >= 15;
        String query =
                "SELECT "
                        + (detailed ? "attnames::text[], rowfilter" : "NULL, NULL")
                        + " FROM pg_publication_tables"
                        + " WHERE pubname = ? AND schemaname = ? AND tablename = ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, publication);
            statement.setString(2, name.schema());
            statement.setString(3, name.table());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Array names = detailed ? row.getArray(1) : null;
                return Optional.of(
                        new Published(
                                names == null
                                        ? Optional.empty()
                                        : Optional.of(Arrays.asList((String[]) names.getArray())),
                                row.getString(2)));
            }
        }
    }

    private static Optional<Found> found(Connection connection, TableName name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, name.schema());
            statement.setString(2, name.table());
            try (ResultSet row = statement.executeQuery()) {
                Found found = null;
                List<Column> columns = new ArrayList<>();
                while (row.next()) {
                    if (found == null) {
                        found =
                                new Found(
                                        (int) row.getLong(1),
                                        row.getBoolean(2),
                                        TableCatalog.replicaIdentity(row.getString(3)),
                                        columns);
                    }
                    columns.add(
                            new Column(
                                    row.getString(4),
                                    (int) row.getLong(5),
                                    row.getInt(6),
                                    row.getBoolean(7),
                                    row.getBoolean(8),
                                    row.getString(9),
                                    row.getBoolean(10)));
                }
                return Optional.ofNullable(found);
            }
        }
    }
}
