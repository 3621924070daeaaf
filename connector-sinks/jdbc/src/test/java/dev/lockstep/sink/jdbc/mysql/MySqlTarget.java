package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.embedded.MariaDbServer;
import dev.lockstep.event.Operation;
import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.Place;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.change.Upsert;
import dev.lockstep.sink.jdbc.dialect.TableWriter;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Source;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import dev.lockstep.sink.jdbc.value.Conversions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.connect.data.Schema;

/** One connection to MariaDB with the dialect's settings, and the ways of the sink with it. */
final class MySqlTarget implements AutoCloseable {

    static final String POSITION = "lockstep_position";

    private final MySqlDialect dialect;
    private final Connection connection;

    MySqlTarget(MariaDbServer server, SecondaryUnique secondaryUnique, boolean foreignKeyChecks)
            throws SQLException {
        dialect = new MySqlDialect(secondaryUnique, foreignKeyChecks, new Conversions(false));
        Properties properties = new Properties();
        properties.setProperty("user", server.user());
        properties.putAll(dialect.driverDefaults());
        connection = DriverManager.getConnection(server.jdbcUrl("test"), properties);
        connection.setAutoCommit(false);
        dialect.prepare(connection);
    }

    MySqlDialect dialect() {
        return dialect;
    }

    Connection connection() {
        return connection;
    }

    TargetTable table(String name) throws SQLException {
        return dialect.read(connection, new TableName(null, null, name)).orElseThrow();
    }

    void execute(String... sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
        connection.commit();
    }

    /** All rows of a query, the values of each joined by commas. */
    List<String> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.append(i == 1 ? "" : ",").append(rows.getString(i));
                }
                lines.add(line.toString());
            }
            return lines;
        }
    }

    /** Writes and commits, or rolls back. */
    void write(WritePlan plan, RowChange... rows) throws SQLException {
        write(plan, Arrays.asList(rows));
    }

    void write(WritePlan plan, List<? extends RowChange> rows) throws SQLException {
        try (TableWriter writer = dialect.writer(connection, plan)) {
            writer.write(rows);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    /** A plan for all columns of a shape, which have the names of the table's. */
    WritePlan plan(WritePlan.Statement statement, String table, RowShape shape)
            throws SQLException {
        TargetTable target = table(table);
        List<Binding> bindings = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            RowShape.Column column = shape.columns().get(i);
            if (statement != WritePlan.Statement.DELETE || column.key()) {
                bindings.add(
                        new Binding(
                                target.column(column.name()).orElseThrow(),
                                Source.VALUE,
                                i,
                                column.key()));
            }
        }
        TargetColumn position = target.column(POSITION).orElse(null);
        if (position != null) {
            bindings.add(1, new Binding(position, Source.POSITION, -1, false));
        }
        return new WritePlan(statement, target, shape, bindings, position != null);
    }

    static RowShape.Column key(String name, Schema schema) {
        return new RowShape.Column(name, schema, true);
    }

    static RowShape.Column column(String name, Schema schema) {
        return new RowShape.Column(name, schema, false);
    }

    static RowShape shape(RowShape.Column... columns) {
        return new RowShape(List.of(columns));
    }

    static Upsert upsert(RowShape shape, long position, Object... values) {
        return new Upsert(
                null,
                new Place(position, Place.UNKNOWN, false),
                new SourceTable("topic", "db", "public", "t"),
                Operation.UPDATE,
                new RowImage(shape, values, null, null));
    }

    /** A row one of whose columns has a text beside its value. */
    static Upsert withText(RowShape shape, int column, String text, Object... values) {
        String[] texts = new String[values.length];
        texts[column] = text;
        return new Upsert(
                null,
                Place.NOWHERE,
                new SourceTable("topic", "db", "public", "t"),
                Operation.UPDATE,
                new RowImage(shape, values, texts, null));
    }

    static Delete delete(RowShape shape, long position, Object... key) {
        return new Delete(
                null,
                new Place(position, Place.UNKNOWN, false),
                new SourceTable("topic", "db", "public", "t"),
                new RowImage(shape, key, null, null));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
