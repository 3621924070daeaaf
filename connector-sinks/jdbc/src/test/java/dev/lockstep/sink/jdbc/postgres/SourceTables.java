package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.source.postgres.catalog.CatalogReader;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.TypeOptions;
import dev.lockstep.source.postgres.type.ColumnReader;
import dev.lockstep.source.postgres.type.Inexact;
import dev.lockstep.source.postgres.type.TypeMapper;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Reads tables as the source connector would: the Connect values that it makes of each row. */
final class SourceTables implements AutoCloseable {

    private final Connection connection;
    private final CatalogReader catalog;
    private final TypeMapper mapper;

    SourceTables(PostgresServer server, TypeOptions options) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", server.user());
        // Texts as the log brings them.
        properties.setProperty("binaryTransfer", "false");
        connection = DriverManager.getConnection(server.jdbcUrl("postgres"), properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
        }
        catalog = new CatalogReader(new Database(configuration(server).connection(), "test"));
        mapper = new TypeMapper(options, catalog);
    }

    private static PostgresSourceConfig configuration(PostgresServer server) {
        return new PostgresSourceConfig(
                Map.of(
                        "topic.prefix", "test",
                        "database.hostname", server.host(),
                        "database.port", Integer.toString(server.port()),
                        "database.user", server.user(),
                        "database.dbname", "postgres"));
    }

    /** All rows of a table whose key is {@code id}. */
    List<RowChange> rows(String table) throws SQLException {
        List<RowShape.Column> columns = new ArrayList<>();
        List<ColumnReader> readers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT attname, atttypid, atttypmod, NOT attnotnull"
                                        + " FROM pg_attribute WHERE attrelid = '"
                                        + table
                                        + "'::regclass AND attnum > 0 AND NOT attisdropped"
                                        + " ORDER BY attnum")) {
            while (row.next()) {
                ColumnReader reader =
                        mapper.readerFor((int) row.getLong(2), row.getInt(3), row.getBoolean(4));
                readers.add(reader);
                boolean key = row.getString(1).equals("id");
                columns.add(new RowShape.Column(row.getString(1), reader.schema(), key));
            }
        }
        return rows(table, new RowShape(columns), readers);
    }

    private List<RowChange> rows(String table, RowShape shape, List<ColumnReader> readers)
            throws SQLException {
        List<RowChange> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            while (row.next()) {
                rows.add(Written.upsert(1, image(row, shape, readers)));
            }
        }
        return rows;
    }

    private static RowImage image(ResultSet row, RowShape shape, List<ColumnReader> readers)
            throws SQLException {
        Object[] values = new Object[shape.size()];
        String[] texts = new String[shape.size()];
        boolean exact = false;
        for (int i = 0; i < values.length; i++) {
            byte[] text = text(row, i + 1);
            if (text == null) {
                continue;
            }
            Object value = readers.get(i).read(text, 0, text.length);
            if (value instanceof Inexact inexact) {
                texts[i] = inexact.text();
                exact = true;
                value = inexact.nearest();
            }
            values[i] = value;
        }
        return new RowImage(shape, values, exact ? texts : null, null);
    }

    private static byte[] text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws SQLException {
        catalog.close();
        connection.close();
    }
}
