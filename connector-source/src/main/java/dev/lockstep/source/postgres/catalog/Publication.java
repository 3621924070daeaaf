package dev.lockstep.source.postgres.catalog;

import dev.lockstep.event.Operation;
import dev.lockstep.source.postgres.catalog.TableCatalog.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A publication as the server shows it.
 *
 * @param allTables whether it is FOR ALL TABLES
 * @param viaRoot whether partitions are published under their root's name
 * @param members the tables it publishes, as {@code schema.table}; partitions stand for the
 *     partitioned tables that were added
 * @param operations the changes of rows that it publishes
 * @param mayAlter whether our user owns it
 */
public record Publication(
        String name,
        boolean allTables,
        boolean viaRoot,
        Set<String> members,
        Set<Operation> operations,
        boolean mayAlter) {

    /** What a publication can be told to publish or not. */
    private static final List<Operation> PUBLISHABLE =
            List.of(Operation.INSERT, Operation.UPDATE, Operation.DELETE, Operation.TRUNCATE);

    private static final String QUERY =
            """
            SELECT p.puballtables, p.pubviaroot, pg_has_role(p.pubowner, 'USAGE'),
                   p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate
              FROM pg_publication p WHERE p.pubname = ?
            """;

    private static final String MEMBERS =
            """
            SELECT schemaname, tablename FROM pg_publication_tables WHERE pubname = ?
            UNION
            SELECT n.nspname, c.relname
              FROM pg_publication p JOIN pg_publication_rel r ON r.prpubid = p.oid
              JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE p.pubname = ?
            """;

    /** Partitioned tables by their schema: the view above lists only their partitions. */
    private static final String MEMBERS_BY_SCHEMA =
            """
            SELECT n.nspname, c.relname
              FROM pg_publication p JOIN pg_publication_namespace s ON s.pnpubid = p.oid
              JOIN pg_namespace n ON n.oid = s.pnnspid
              JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind = 'p'
             WHERE p.pubname = ?
            """;

    /** Looks for the publication in the connection's database. */
    public static Optional<Publication> find(Connection connection, String name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(
                        new Publication(
                                name,
                                row.getBoolean(1),
                                row.getBoolean(2),
                                members(connection, name),
                                operations(row),
                                row.getBoolean(3)));
            }
        }
    }

    private static Set<Operation> operations(ResultSet row) throws SQLException {
        Set<Operation> operations = EnumSet.noneOf(Operation.class);
        for (int i = 0; i < PUBLISHABLE.size(); i++) {
            if (row.getBoolean(4 + i)) {
                operations.add(PUBLISHABLE.get(i));
            }
        }
        return operations;
    }

    private static Set<String> members(Connection connection, String name) throws SQLException {
        Set<String> members = new HashSet<>();
        collect(connection, MEMBERS, members, name, name);
        if (connection.getMetaData().getDatabaseMajorVersion() >= 15) {
            collect(connection, MEMBERS_BY_SCHEMA, members, name);
        }
        return members;
    }

    private static void collect(
            Connection connection, String query, Set<String> members, String... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    members.add(row.getString(1) + "." + row.getString(2));
                }
            }
        }
    }

    /** The tables of the list that this publication does not publish. */
    public List<Table> lacking(List<Table> tables) {
        return allTables
                ? List.of()
                : tables.stream().filter(table -> !members.contains(table.label())).toList();
    }

    /** Of the wanted operations those that it does not publish. */
    public Set<Operation> lackingOperations(Predicate<Operation> wanted) {
        return PUBLISHABLE.stream()
                .filter(operation -> wanted.test(operation) && !operations.contains(operation))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Operation.class)));
    }

    /** Creates a publication of these tables only; an empty list makes an empty publication. */
    public static void create(
            Connection connection,
            String name,
            List<Table> tables,
            ColumnLists columns,
            boolean viaRoot,
            Predicate<Operation> published)
            throws SQLException {
        execute(
                connection,
                "CREATE PUBLICATION "
                        + Identifiers.quote(name)
                        + (tables.isEmpty() ? "" : " FOR TABLE " + list(tables, columns))
                        + " WITH ("
                        + publish(published)
                        + (viaRoot ? ", publish_via_partition_root = true" : "")
                        + ")");
    }

    /** Publishes these operations too. */
    public void add(Connection connection, Set<Operation> lacking) throws SQLException {
        execute(
                connection,
                "ALTER PUBLICATION "
                        + Identifiers.quote(name)
                        + " SET ("
                        + publish(o -> operations.contains(o) || lacking.contains(o))
                        + ")");
    }

    private static String publish(Predicate<Operation> published) {
        return PUBLISHABLE.stream()
                .filter(published)
                .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", "publish = '", "'"));
    }

    /** Adds tables to it. */
    public void add(Connection connection, List<Table> tables, ColumnLists columns)
            throws SQLException {
        execute(
                connection,
                "ALTER PUBLICATION "
                        + Identifiers.quote(name)
                        + " ADD TABLE "
                        + list(tables, columns));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String list(List<Table> tables, ColumnLists columns) {
        return tables.stream()
                .map(
                        table ->
                                (table.partitioned() ? "" : "ONLY ")
                                        + Identifiers.quote(table.schema())
                                        + "."
                                        + Identifiers.quote(table.name())
                                        + columns.clause(table))
                .collect(Collectors.joining(", "));
    }
}
