package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.embedded.PostgresServer;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.connect.data.Schema;

/** A session of the dialect with a server, and what it writes there. */
final class Written implements AutoCloseable {

    static final String POSITION = "__position";

    static final RowShape ITEM =
            shape("*id", Schema.INT32_SCHEMA, "name", Schema.OPTIONAL_STRING_SCHEMA);

    private static final SourceTable SOURCE = new SourceTable("topic", "db", "public", "t");

    private final PostgresDialect dialect;
    private final Connection connection;

    Written(PostgresServer server, PostgresOptions options) throws SQLException {
        this(server, options, server.user(), "");
    }

    Written(PostgresServer server, PostgresOptions options, String user, String password)
            throws SQLException {
        dialect = new PostgresDialect(options);
        Properties properties = new Properties();
        properties.putAll(dialect.driverDefaults());
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        connection = DriverManager.getConnection(server.jdbcUrl("postgres"), properties);
        connection.setAutoCommit(false);
        dialect.prepare(connection);
    }

    Connection connection() {
        return connection;
    }

    PostgresDialect dialect() {
        return dialect;
    }

    static RowChange upsert(long position, RowImage row) {
        Place place = new Place(position, position, false);
        return new Upsert(null, place, SOURCE, Operation.UPDATE, row);
    }

    static RowChange upsert(RowShape shape, Object... values) {
        return upsert(1, new RowImage(shape, values, null, null));
    }

    static RowChange delete(long position, RowShape shape, Object... values) {
        Place place = new Place(position, position, false);
        return new Delete(null, place, SOURCE, new RowImage(shape, values, null, null));
    }

    void execute(String... sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
        connection.commit();
    }

    /** Rows as text, one per line, columns separated by bars. */
    String query(String sql) throws SQLException {
        StringBuilder out = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                out.append(out.isEmpty() ? "" : "\n");
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    out.append(i == 1 ? "" : "|").append(row.getString(i));
                }
            }
        }
        connection.commit();
        return out.toString();
    }

    TargetTable table(String name) throws SQLException {
        return dialect.read(connection, name(name)).orElseThrow();
    }

    private static TableName name(String text) {
        int dot = text.indexOf('.');
        return new TableName(
                null, dot < 0 ? null : text.substring(0, dot), text.substring(dot + 1));
    }

    /** A plan for all columns of a shape; those of {@code exact} by their exact text. */
    WritePlan plan(
            WritePlan.Statement statement,
            String name,
            RowShape shape,
            BitSet exact,
            boolean guarded)
            throws SQLException {
        TargetTable table = table(name);
        List<Binding> bindings = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            RowShape.Column source = shape.columns().get(i);
            TargetColumn column = table.column(source.name()).orElseThrow();
            Source from = exact.get(i) ? Source.EXACT_TEXT : Source.VALUE;
            bindings.add(new Binding(column, from, i, source.key()));
        }
        if (guarded) {
            TargetColumn column = table.column(POSITION).orElseThrow();
            bindings.add(new Binding(column, Source.POSITION, -1, false));
        }
        return new WritePlan(statement, table, shape, bindings, guarded);
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

    void write(WritePlan.Statement statement, String table, List<? extends RowChange> rows)
            throws SQLException {
        RowShape shape = rows.get(0).row().shape();
        write(plan(statement, table, shape, new BitSet(), false), rows);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Columns as name, schema, and an asterisk before the name of a key. */
    static RowShape shape(Object... parts) {
        List<RowShape.Column> columns = new ArrayList<>();
        for (int i = 0; i < parts.length; i += 2) {
            String name = (String) parts[i];
            boolean key = name.startsWith("*");
            columns.add(
                    new RowShape.Column(
                            key ? name.substring(1) : name, (Schema) parts[i + 1], key));
        }
        return new RowShape(columns);
    }

    static RowChange item(int id, String name) {
        return upsert(ITEM, id, name);
    }
}
