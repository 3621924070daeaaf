package dev.lockstep.sink.jdbc.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.event.Operation;
import dev.lockstep.sink.change.Place;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.change.Upsert;
import dev.lockstep.sink.jdbc.dialect.TableWriter;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Source;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Statement;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetTable;
import dev.lockstep.sink.jdbc.value.Conversions;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Every type of schema into a column that was made for it, and back as text. */
class PlainTypesTest {

    private static final Schema SCALED =
            SchemaBuilder.struct()
                    .name("io.debezium.data.VariableScaleDecimal")
                    .field("scale", Schema.INT32_SCHEMA)
                    .field("value", Schema.BYTES_SCHEMA)
                    .build();

    private static final Schema POINT =
            SchemaBuilder.struct()
                    .name("io.debezium.data.geometry.Point")
                    .field("x", Schema.FLOAT64_SCHEMA)
                    .field("y", Schema.FLOAT64_SCHEMA)
                    .field("wkb", Schema.OPTIONAL_BYTES_SCHEMA)
                    .field("srid", Schema.OPTIONAL_INT32_SCHEMA)
                    .build();

    private record Value(Schema schema, Object value) {}

    private static Schema named(SchemaBuilder builder, String name) {
        return builder.name(name).build();
    }

    private static Map<String, Value> values() {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("id", new Value(Schema.INT64_SCHEMA, 7L));
        values.put("bool", new Value(Schema.BOOLEAN_SCHEMA, true));
        values.put("small", new Value(Schema.INT16_SCHEMA, (short) -3));
        values.put("double", new Value(Schema.FLOAT64_SCHEMA, 2.5));
        values.put("text", new Value(Schema.STRING_SCHEMA, "å\n'"));
        values.put("bytes", new Value(Schema.BYTES_SCHEMA, new byte[] {1, -1}));
        values.put("decimal", new Value(Decimal.schema(2), new BigDecimal("12345678901234567.89")));
        values.put(
                "scaled",
                new Value(
                        SCALED,
                        new Struct(SCALED).put("scale", 3).put("value", new byte[] {4, -46})));
        values.put(
                "date", new Value(named(SchemaBuilder.int32(), "io.debezium.time.Date"), -719_529));
        values.put(
                "time",
                new Value(
                        named(SchemaBuilder.int64(), "io.debezium.time.MicroTime"),
                        3_723_000_004L));
        values.put(
                "stamp",
                new Value(
                        named(SchemaBuilder.int64(), "io.debezium.time.MicroTimestamp"),
                        -1_000_001L));
        values.put(
                "zoned",
                new Value(
                        named(SchemaBuilder.string(), "io.debezium.time.ZonedTimestamp"),
                        "2020-01-02T03:04:05.000006+02:00"));
        values.put(
                "uuid",
                new Value(
                        named(SchemaBuilder.string(), "io.debezium.data.Uuid"),
                        "6a9bfb34-6ad5-4d3e-9f8c-0a52a0f7ac11"));
        values.put(
                "bits",
                new Value(
                        SchemaBuilder.bytes()
                                .name("io.debezium.data.Bits")
                                .parameter("length", "10")
                                .build(),
                        new byte[] {5, 2}));
        values.put("point", new Value(POINT, new Struct(POINT).put("x", 1.0).put("y", 2.0)));
        values.put(
                "list",
                new Value(
                        SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build(),
                        Arrays.asList(1, null)));
        return values;
    }

    private static Map<String, String> roundTrip(Flavor flavor, String url) throws SQLException {
        PlainSqlDialect dialect = new PlainSqlDialect(flavor, new Conversions(false));
        TableName name = new TableName(null, null, "t");
        List<RowShape.Column> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        values().forEach(
                        (column, value) -> {
                            columns.add(
                                    new RowShape.Column(
                                            column, value.schema(), column.equals("id")));
                            types.add(dialect.columnType(value.schema(), column.equals("id")));
                        });
        RowShape shape = new RowShape(columns);
        try (Connection connection = DriverManager.getConnection(url)) {
            connection
                    .createStatement()
                    .execute(
                            dialect.definitions()
                                    .createTable(
                                            name,
                                            List.copyOf(values().keySet()),
                                            types,
                                            List.of("id")));
            TargetTable table = dialect.read(connection, name).orElseThrow();
            List<Binding> bindings = new ArrayList<>();
            for (int i = 0; i < shape.size(); i++) {
                bindings.add(new Binding(table.columns().get(i), Source.VALUE, i, i == 0));
            }
            WritePlan plan = new WritePlan(Statement.UPSERT, table, shape, bindings, false);
            try (TableWriter writer = dialect.writer(connection, plan)) {
                writer.write(List.of(row(shape)));
                writer.write(List.of(row(shape)));
            }
            return read(connection);
        }
    }

    private static Upsert row(RowShape shape) {
        Object[] row = values().values().stream().map(Value::value).toArray();
        return new Upsert(
                new SinkRecord("t", 0, null, null, null, null, 0),
                Place.NOWHERE,
                new SourceTable("t", null, null, "t"),
                Operation.UPDATE,
                new RowImage(shape, row, null, null));
    }

    private static Map<String, String> read(Connection connection) throws SQLException {
        Map<String, String> read = new LinkedHashMap<>();
        try (ResultSet rows = connection.createStatement().executeQuery("SELECT * FROM \"t\"")) {
            rows.next();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                Object value = rows.getObject(i);
                read.put(
                        rows.getMetaData().getColumnLabel(i),
                        value instanceof byte[] bytes
                                ? HexFormat.of().formatHex(bytes)
                                : rows.getString(i));
            }
            assertThat(rows.next()).as("a second row").isFalse();
        }
        return read;
    }

    @Test
    void sqliteKeepsEveryType() throws SQLException {
        assertThat(roundTrip(Flavor.SQLITE, "jdbc:sqlite::memory:"))
                .containsExactly(
                        Map.entry("id", "7"),
                        Map.entry("bool", "1"),
                        Map.entry("small", "-3"),
                        Map.entry("double", "2.5"),
                        Map.entry("text", "å\n'"),
                        Map.entry("bytes", "01ff"),
                        Map.entry("decimal", "12345678901234567.89"),
                        Map.entry("scaled", "1.234"),
                        Map.entry("date", "-0001-12-31"),
                        Map.entry("time", "01:02:03.000004"),
                        Map.entry("stamp", "1969-12-31 23:59:58.999999"),
                        Map.entry("zoned", "2020-01-02 01:04:05.000006+00:00"),
                        Map.entry("uuid", "6a9bfb34-6ad5-4d3e-9f8c-0a52a0f7ac11"),
                        Map.entry("bits", "1000000101"),
                        Map.entry("point", "00000000013ff00000000000004000000000000000"),
                        Map.entry("list", "[1,null]"));
    }

    @Test
    void h2KeepsEveryType() throws SQLException {
        assertThat(roundTrip(Flavor.H2, "jdbc:h2:mem:"))
                .containsExactly(
                        Map.entry("id", "7"),
                        Map.entry("bool", "TRUE"),
                        Map.entry("small", "-3"),
                        Map.entry("double", "2.5"),
                        Map.entry("text", "å\n'"),
                        Map.entry("bytes", "01ff"),
                        Map.entry("decimal", "12345678901234567.89"),
                        Map.entry("scaled", "1.234"),
                        Map.entry("date", "-0001-12-31"),
                        Map.entry("time", "01:02:03.000004"),
                        Map.entry("stamp", "1969-12-31 23:59:58.999999"),
                        Map.entry("zoned", "2020-01-02 01:04:05.000006+00"),
                        Map.entry("uuid", "6a9bfb34-6ad5-4d3e-9f8c-0a52a0f7ac11"),
                        Map.entry("bits", "0205"),
                        Map.entry("point", "00000000013ff00000000000004000000000000000"),
                        Map.entry("list", "[1,null]"));
    }
}
