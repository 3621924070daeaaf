package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the definition of one table from {@code information_schema}. */
final class Catalog {

    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

    private static final String PRIMARY = "PRIMARY";

    private static final String TABLE =
            """
            SELECT t.table_schema, t.table_name, t.table_collation, t.engine, e.transactions
            FROM information_schema.tables t
            LEFT JOIN information_schema.engines e ON e.engine = t.engine
            WHERE t.table_schema = COALESCE(?, DATABASE()) AND t.table_name = ?
            """;

    private static final String COLUMNS =
            """
            SELECT column_name, column_type, data_type, is_nullable, column_default, extra,
                character_set_name, collation_name
            FROM information_schema.columns
            WHERE table_schema = ? AND table_name = ?
            ORDER BY ordinal_position
            """;

    private static final String INDEXES =
            """
            SELECT index_name, column_name, sub_part
            FROM information_schema.statistics
            WHERE table_schema = ? AND table_name = ? AND non_unique = 0
            ORDER BY index_name, seq_in_index
            """;

    private static final String REFERENCES =
            """
            SELECT DISTINCT referenced_table_schema, referenced_table_name
            FROM information_schema.key_column_usage
            WHERE table_schema = ? AND table_name = ? AND referenced_table_name IS NOT NULL
            """;

    private final Connection connection;
    private final TableName table;
    private final List<TargetColumn> columns = new ArrayList<>();
    private final Set<String> inexactTexts = new LinkedHashSet<>();
    private final Map<String, List<String>> indexes = new LinkedHashMap<>();
    private final List<TableName> references = new ArrayList<>();

    private String database;
    private String name;
    private String collation;

    private Catalog(Connection connection, TableName table) {
        this.connection = connection;
        this.table = table;
    }

    static Optional<TargetTable> read(Connection connection, TableName table) throws SQLException {
        return new Catalog(connection, table).read();
    }

    private Optional<TargetTable> read() throws SQLException {
        query(TABLE, this::readTable, Quoting.database(table), table.name());
        if (name == null) {
            return Optional.empty();
        }
        query(COLUMNS, this::readColumn, database, name);
        query(INDEXES, this::readIndex, database, name);
        query(REFERENCES, this::readReference, database, name);
        List<String> primaryKey = indexes.getOrDefault(PRIMARY, List.of());
        indexes.remove(PRIMARY);
        warnOfEqualTexts(primaryKey);
        return Optional.of(
                new TargetTable(
                        new TableName(table.catalog(), table.schema(), name),
                        columns,
                        primaryKey,
                        List.copyOf(indexes.values()),
                        references));
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, RowReader reader, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private void readTable(ResultSet row) throws SQLException {
        database = row.getString(1);
        name = row.getString(2);
        collation = row.getString(3);
        if ("NO".equals(row.getString(5))) {
            throw new TargetException.Fatal(
                    "Cannot write to table "
                            + table
                            + ": its engine "
                            + row.getString(4)
                            + " has no transactions. ALTER TABLE … ENGINE=InnoDB gives it some.",
                    null);
        }
    }

    private void readColumn(ResultSet row) throws SQLException {
        String column = row.getString(1);
        String type = row.getString(2);
        String family = row.getString(3).toLowerCase(Locale.ROOT);
        String extra = row.getString(6).toUpperCase(Locale.ROOT);
        boolean nullable = row.getString(4).equals("YES");
        columns.add(
                new TargetColumn(
                        column,
                        type + characterSet(row.getString(7), row.getString(8)),
                        type.contains(" unsigned") ? family + " unsigned" : family,
                        nullable,
                        nullable || row.getString(5) != null || extra.contains("AUTO_INCREMENT"),
                        // MySQL calls a default that is an expression DEFAULT_GENERATED.
                        extra.contains("VIRTUAL GENERATED") || extra.contains("STORED GENERATED"),
                        false));
        String order = row.getString(8);
        if (order != null && !order.endsWith("_bin")) {
            inexactTexts.add(column);
        }
    }

    /** As a definition must say it where the table's own are others. */
    private String characterSet(String characters, String order) {
        return order == null || order.equals(collation)
                ? ""
                : " CHARACTER SET " + characters + " COLLATE " + order;
    }

    private void readIndex(ResultSet row) throws SQLException {
        String column = row.getString(2);
        String prefix = row.getString(3);
        // What is no plain column must not look like one.
        String part =
                column == null
                        ? "(expression)"
                        : prefix == null ? column : column + "(" + prefix + ")";
        indexes.computeIfAbsent(row.getString(1), each -> new ArrayList<>()).add(part);
    }

    private void readReference(ResultSet row) throws SQLException {
        boolean own = row.getString(1).equals(database);
        references.add(
                new TableName(
                        own ? table.catalog() : null,
                        own ? table.schema() : row.getString(1),
                        row.getString(2)));
    }

    private void warnOfEqualTexts(List<String> primaryKey) {
        List<String> inexact = primaryKey.stream().filter(inexactTexts::contains).toList();
        if (!inexact.isEmpty()) {
            LOG.warn(
                    "Columns {} of the primary key of table {} have a collation by which different"
                            + " texts may be equal (upper and lower case, accents): rows of the"
                            + " source with such keys become one row here. A collation that ends in"
                            + " _bin keeps them apart.",
                    inexact,
                    table);
        }
    }
}
