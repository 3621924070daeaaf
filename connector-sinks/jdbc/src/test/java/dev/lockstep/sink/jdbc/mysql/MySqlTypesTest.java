package dev.lockstep.sink.jdbc.mysql;

import static dev.lockstep.sink.jdbc.mysql.MySqlTarget.column;
import static dev.lockstep.sink.jdbc.mysql.MySqlTarget.key;
import static dev.lockstep.sink.jdbc.mysql.MySqlTarget.shape;
import static dev.lockstep.sink.jdbc.mysql.MySqlTarget.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.embedded.MariaDbServer;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.jdbc.dialect.Dialect.Failure;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Statement;
import dev.lockstep.sink.jdbc.table.TableName;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.lockstep.embedded.MariaDbServer#runsHere")
class MySqlTypesTest {

    private static final Schema MICRO_TIMESTAMP = int64("io.debezium.time.MicroTimestamp");
    private static final Schema MICRO_TIME = int64("io.debezium.time.MicroTime");
    private static final Schema DATE =
            SchemaBuilder.int32().name("io.debezium.time.Date").optional().build();
    private static final Schema ZONED_TIMESTAMP = string("io.debezium.time.ZonedTimestamp");
    private static final Schema POINT =
            SchemaBuilder.struct()
                    .name("io.debezium.data.geometry.Point")
                    .field("x", Schema.FLOAT64_SCHEMA)
                    .field("y", Schema.FLOAT64_SCHEMA)
                    .field("wkb", Schema.OPTIONAL_BYTES_SCHEMA)
                    .field("srid", Schema.OPTIONAL_INT32_SCHEMA)
                    .optional()
                    .build();
    private static final Schema VARIABLE_DECIMAL =
            SchemaBuilder.struct()
                    .name("io.debezium.data.VariableScaleDecimal")
                    .field("scale", Schema.INT32_SCHEMA)
                    .field("value", Schema.BYTES_SCHEMA)
                    .optional()
                    .build();

    private static MariaDbServer server;
    private static MySqlTarget target;

    @BeforeAll
    static void start() throws SQLException {
        server = MariaDbServer.builder().start();
        target = new MySqlTarget(server, SecondaryUnique.REFUSE, true);
    }

    @AfterAll
    static void stop() throws SQLException {
        target.close();
        server.close();
    }

    private static Schema int64(String name) {
        return SchemaBuilder.int64().name(name).optional().build();
    }

    private static Schema string(String name) {
        return SchemaBuilder.string().name(name).optional().build();
    }

    private static Schema decimal(int scale, int precision) {
        return Decimal.builder(scale)
                .parameter("connect.decimal.precision", Integer.toString(precision))
                .optional()
                .build();
    }

    private static long micros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(LocalDateTime.parse("1970-01-01T00:00"), time);
    }

    /** Writes a value into a column of the type that is made for its schema, and reads it back. */
    private static String kept(Schema schema, Object value) throws SQLException {
        return kept(target.dialect().columnType(schema, false), schema, value);
    }

    private static String kept(String type, Schema schema, Object value) throws SQLException {
        RowShape shape = created(type, schema);
        WritePlan plan = target.plan(Statement.UPSERT, "v", shape);
        // As insert and as update, in statements of one row and of several.
        target.write(plan, upsert(shape, 1, 1L, value));
        target.write(plan, upsert(shape, 1, 1L, value));
        RowChange[] eight = new RowChange[8];
        for (int i = 0; i < 8; i++) {
            eight[i] = upsert(shape, 1, (long) i, i % 2 == 0 ? null : value);
        }
        target.write(plan, eight);
        assertThat(target.query("SELECT COUNT(*) FROM v WHERE v IS NULL")).containsExactly("4");
        String read =
                switch (type) {
                    case "point", "geometry" -> "ST_AsText(v)";
                    // As itself it would be shown with six digits.
                    case "float" -> "v + 0e0";
                    default -> "v";
                };
        List<String> values =
                target.query("SELECT DISTINCT " + read + " FROM v WHERE v IS NOT NULL");
        assertThat(values).hasSize(1);
        return values.get(0);
    }

    private static RowShape created(String type, Schema schema) throws SQLException {
        target.execute(
                "DROP TABLE IF EXISTS v",
                target.dialect()
                        .definitions()
                        .createTable(
                                new TableName(null, null, "v"),
                                List.of("id", "v"),
                                List.of("bigint NOT NULL", type),
                                List.of("id")));
        return shape(key("id", Schema.INT64_SCHEMA), column("v", schema));
    }

    private static void isRefused(String type, Schema schema, Object value) throws SQLException {
        RowShape shape = created(type, schema);
        assertThatThrownBy(
                        () ->
                                target.write(
                                        target.plan(Statement.UPSERT, "v", shape),
                                        upsert(shape, 1, 1L, value)))
                .matches(MySqlTypesTest::isAboutTheRow);
        assertThat(target.query("SELECT * FROM v")).isEmpty();
    }

    private static boolean isAboutTheRow(Throwable failure) {
        return failure instanceof SQLException sql
                ? target.dialect().classify(sql) == Failure.BAD_ROW
                : failure instanceof TargetException.BadRecord;
    }

    @Test
    void keepsNumbers() throws SQLException {
        assertThat(kept(Schema.OPTIONAL_INT8_SCHEMA, (byte) -128)).isEqualTo("-128");
        assertThat(kept(Schema.OPTIONAL_INT16_SCHEMA, Short.MIN_VALUE)).isEqualTo("-32768");
        assertThat(kept(Schema.OPTIONAL_INT32_SCHEMA, Integer.MIN_VALUE)).isEqualTo("-2147483648");
        assertThat(kept(Schema.OPTIONAL_INT64_SCHEMA, Long.MIN_VALUE))
                .isEqualTo("-9223372036854775808");
        assertThat(kept(Schema.OPTIONAL_BOOLEAN_SCHEMA, true)).isEqualTo("1");
        assertThat(
                        (float)
                                Double.parseDouble(
                                        kept(Schema.OPTIONAL_FLOAT32_SCHEMA, 1.17549435E-38f)))
                .isEqualTo(1.17549435E-38f);
        assertThat(Double.parseDouble(kept(Schema.OPTIONAL_FLOAT64_SCHEMA, Double.MAX_VALUE)))
                .isEqualTo(Double.MAX_VALUE);
        assertThat(Double.parseDouble(kept(Schema.OPTIONAL_FLOAT64_SCHEMA, 0.1))).isEqualTo(0.1);
        assertThat(kept(decimal(2, 12), new BigDecimal("-1234567890.12")))
                .isEqualTo("-1234567890.12");
        String digits = "9".repeat(35) + "." + "1".repeat(30);
        assertThat(kept(decimal(30, 65), new BigDecimal(digits))).isEqualTo(digits);
        BigDecimal endless = new BigDecimal("1E-100").setScale(100);
        assertThat(kept(decimal(100, 200), endless)).isEqualTo(endless.toPlainString());
        BigDecimal variable = new BigDecimal("-12.345");
        Struct struct =
                new Struct(VARIABLE_DECIMAL)
                        .put("scale", 3)
                        .put("value", variable.unscaledValue().toByteArray());
        assertThat(new BigDecimal(kept(VARIABLE_DECIMAL, struct))).isEqualByComparingTo(variable);
        assertThat(kept("bigint unsigned", decimal(0, 20), new BigDecimal("18446744073709551615")))
                .isEqualTo("18446744073709551615");
        assertThat(kept("int unsigned", Schema.OPTIONAL_INT64_SCHEMA, 4_294_967_295L))
                .isEqualTo("4294967295");
        assertThat(kept("year", Schema.OPTIONAL_INT32_SCHEMA, 2005)).isEqualTo("2005");
    }

    @Test
    void refusesNumbersThatItWouldAlter() throws SQLException {
        isRefused("double", Schema.OPTIONAL_FLOAT64_SCHEMA, Double.NaN);
        isRefused("double", Schema.OPTIONAL_FLOAT64_SCHEMA, Double.NEGATIVE_INFINITY);
        isRefused("float", Schema.OPTIONAL_FLOAT32_SCHEMA, Float.NaN);
        isRefused("float", Schema.OPTIONAL_FLOAT64_SCHEMA, 0.1);
        isRefused("decimal(10,2)", decimal(3, 10), new BigDecimal("1.005"));
        isRefused("decimal(4,2)", decimal(2, 10), new BigDecimal("100.00"));
        isRefused("decimal(10,0)", Schema.OPTIONAL_STRING_SCHEMA, "NaN");
        isRefused("tinyint", Schema.OPTIONAL_INT16_SCHEMA, (short) 128);
        isRefused("int unsigned", Schema.OPTIONAL_INT32_SCHEMA, -1);
        isRefused("bigint unsigned", Schema.OPTIONAL_INT64_SCHEMA, -1L);
        isRefused("year", Schema.OPTIONAL_INT32_SCHEMA, 5);
        isRefused("year", Schema.OPTIONAL_INT32_SCHEMA, 1800);
        isRefused("bit(3)", Schema.OPTIONAL_STRING_SCHEMA, "1000");
        assertThat(kept("decimal(10,2)", decimal(4, 10), new BigDecimal("1.5000")))
                .isEqualTo("1.50");
    }

    @Test
    void keepsTexts() throws SQLException {
        String text = "naïve 日本 \uD83D\uDE00 'q' \\ \"d\" % _ \n\t\u0000 end  ";
        assertThat(kept(Schema.OPTIONAL_STRING_SCHEMA, text)).isEqualTo(text);
        assertThat(kept("varchar(3)", Schema.OPTIONAL_STRING_SCHEMA, "a\uD83D\uDE00b"))
                .isEqualTo("a\uD83D\uDE00b");
        assertThat(kept(string("io.debezium.data.Json"), "{\"a\": [1, \"\uD83D\uDE00\"]}"))
                .isEqualTo("{\"a\": [1, \"\uD83D\uDE00\"]}");
        assertThat(kept(string("io.debezium.data.Uuid"), "8f14e45f-ceea-467f-a0e6-1d1c2b3a4d5e"))
                .isEqualTo("8f14e45f-ceea-467f-a0e6-1d1c2b3a4d5e");
        assertThat(kept(string("io.debezium.data.Enum"), "happy")).isEqualTo("happy");
        assertThat(kept("enum('2','it''s')", string("io.debezium.data.Enum"), "it's"))
                .isEqualTo("it's");
        Schema numbers = SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).optional().build();
        assertThat(kept(numbers, Arrays.asList(1, null, 3))).isEqualTo("[1,null,3]");
        Schema map =
                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                        .optional()
                        .build();
        assertThat(kept(map, Map.of("k", "v\""))).isEqualTo("{\"k\":\"v\\\"\"}");
    }

    @Test
    void refusesTextsThatItWouldAlter() throws SQLException {
        isRefused("varchar(3)", Schema.OPTIONAL_STRING_SCHEMA, "abcd");
        isRefused("varchar(3)", Schema.OPTIONAL_STRING_SCHEMA, "abc ");
        isRefused("varchar(9) CHARACTER SET latin1", Schema.OPTIONAL_STRING_SCHEMA, "日本");
        isRefused("text CHARACTER SET utf8mb3", Schema.OPTIONAL_STRING_SCHEMA, "\uD83D\uDE00");
        isRefused("enum('a','b')", string("io.debezium.data.Enum"), "1");
        isRefused("enum('a','b')", string("io.debezium.data.Enum"), "c");
        isRefused("set('a','b')", Schema.OPTIONAL_STRING_SCHEMA, "3");
        isRefused("json", string("io.debezium.data.Json"), "{no json");
        isRefused("tinytext", Schema.OPTIONAL_STRING_SCHEMA, "x".repeat(256));
        isRefused("binary(4)", Schema.OPTIONAL_BYTES_SCHEMA, ByteBuffer.wrap(new byte[3]));
    }

    @Test
    void keepsBytesAndBits() throws SQLException {
        byte[] every = new byte[256];
        for (int i = 0; i < 256; i++) {
            every[i] = (byte) i;
        }
        RowShape shape = created("longblob", Schema.OPTIONAL_BYTES_SCHEMA);
        target.write(
                target.plan(Statement.UPSERT, "v", shape),
                upsert(shape, 1, 1L, ByteBuffer.wrap(every)));
        assertThat(target.query("SELECT LENGTH(v), MD5(v) FROM v"))
                .containsExactly("256,e2c865db4162bed963bfaa9ef6ac18f0");
        Schema bits =
                SchemaBuilder.bytes()
                        .name("io.debezium.data.Bits")
                        .parameter("length", "10")
                        .optional()
                        .build();
        RowShape ten = created(target.dialect().columnType(bits, false), bits);
        target.write(
                target.plan(Statement.UPSERT, "v", ten),
                upsert(ten, 1, 1L, new byte[] {0x01, 0x02}));
        assertThat(target.query("SELECT BIN(v) FROM v")).containsExactly("1000000001");
        RowShape one = created("bit(1)", Schema.OPTIONAL_BOOLEAN_SCHEMA);
        target.write(
                target.plan(Statement.UPSERT, "v", one),
                upsert(one, 1, 1L, true),
                upsert(one, 1, 2L, false));
        assertThat(target.query("SELECT v + 0 FROM v")).containsExactly("1", "0");
    }

    @Test
    void keepsDatesAndTimes() throws SQLException {
        LocalDateTime late = LocalDateTime.parse("9999-12-31T23:59:59.999999");
        LocalDateTime early = LocalDateTime.parse("0001-01-01T00:00:00.000001");
        assertThat(kept(MICRO_TIMESTAMP, micros(late))).isEqualTo("9999-12-31 23:59:59.999999");
        assertThat(kept(MICRO_TIMESTAMP, micros(early))).isEqualTo("0001-01-01 00:00:00.000001");
        assertThat(kept(int64("io.debezium.time.Timestamp"), 1_700_000_000_123L))
                .startsWith("2023-11-14 22:13:20.123");
        assertThat(kept(ZONED_TIMESTAMP, "2024-03-31T02:30:00.5+02:00"))
                .isEqualTo("2024-03-31 00:30:00.500000");
        assertThat(kept("timestamp(6) NULL", ZONED_TIMESTAMP, "2024-03-31T02:30:00.5+02:00"))
                .isEqualTo("2024-03-31 00:30:00.500000");
        assertThat(kept(DATE, (int) LocalDate.of(9999, 12, 31).toEpochDay()))
                .isEqualTo("9999-12-31");
        assertThat(kept(DATE, (int) LocalDate.of(1582, 10, 10).toEpochDay()))
                .isEqualTo("1582-10-10");
        assertThat(kept(MICRO_TIME, 86_399_999_999L)).isEqualTo("23:59:59.999999");
        assertThat(kept(MICRO_TIME, 86_400_000_000L)).isEqualTo("24:00:00.000000");
        assertThat(kept(string("io.debezium.time.ZonedTime"), "12:00:00.5+02:00"))
                .isEqualTo("12:00:00.5+02:00");
        assertThat(kept(int64("io.debezium.time.MicroDuration"), -3_723_000_001L))
                .isEqualTo("-01:02:03.000001");
        assertThat(kept(string("io.debezium.time.Interval"), "P1Y2M3DT4H5M6.78S"))
                .isEqualTo("P1Y2M3DT4H5M6.78S");
    }

    @Test
    void refusesDatesAndTimesThatItWouldAlter() throws SQLException {
        isRefused("date", DATE, (int) LocalDate.of(0, 1, 1).toEpochDay());
        isRefused("date", DATE, (int) LocalDate.of(-43, 3, 15).toEpochDay());
        isRefused("date", DATE, (int) LocalDate.of(10_000, 1, 1).toEpochDay());
        isRefused("date", DATE, -2_147_472_692);
        isRefused("datetime(6)", MICRO_TIMESTAMP, 9_223_372_036_825_200_000L);
        isRefused("datetime(6)", MICRO_TIMESTAMP, micros(LocalDateTime.parse("-0001-01-01T00:00")));
        isRefused("datetime(6)", ZONED_TIMESTAMP, "infinity");
        isRefused("datetime(6)", int64("io.debezium.time.NanoTimestamp"), 1L);
        isRefused("datetime(3)", MICRO_TIMESTAMP, 1_001L);
        isRefused("datetime", MICRO_TIMESTAMP, 500_000L);
        isRefused("timestamp(6) NULL", ZONED_TIMESTAMP, "2500-01-01T00:00:00Z");
        isRefused("timestamp(6) NULL", ZONED_TIMESTAMP, "+294247-01-10T04:00:54Z");
        isRefused("date", MICRO_TIMESTAMP, 1L);
        isRefused("time", MICRO_TIME, 1L);
        isRefused("time(6)", MICRO_TIME, 900L * 3_600_000_000L);
        isRefused("time(6)", string("io.debezium.time.ZonedTime"), "12:00:00+02:00");
        isRefused("date", Schema.OPTIONAL_STRING_SCHEMA, "0000-00-00");
        isRefused("datetime", Schema.OPTIONAL_STRING_SCHEMA, "2024-02-30T00:00:00");
    }

    @Test
    void aTextThatStandsForAValueGoesBeforeIt() throws SQLException {
        RowShape shape = created("decimal(20,2)", Schema.OPTIONAL_FLOAT64_SCHEMA);
        WritePlan plan = target.plan(Statement.UPSERT, "v", shape);
        target.write(
                plan,
                MySqlTarget.withText(shape, 1, "12345678901234567.89", 1L, 1.2345678901234568E16));
        assertThat(target.query("SELECT v FROM v")).containsExactly("12345678901234567.89");
        assertThatThrownBy(
                        () -> target.write(plan, MySqlTarget.withText(shape, 1, "NaN", 1L, null)))
                .isInstanceOf(TargetException.BadRecord.class)
                .hasMessageNotContaining("NaN");
    }

    @Test
    void keepsShapes() throws SQLException {
        Struct point = new Struct(POINT).put("x", 13.4).put("y", 52.5).put("srid", 4326);
        assertThat(kept(POINT, point)).isEqualTo("POINT(13.4 52.5)");
        assertThat(target.query("SELECT DISTINCT ST_SRID(v) FROM v WHERE v IS NOT NULL"))
                .containsExactly("4326");
        Schema geometry =
                SchemaBuilder.struct()
                        .name("io.debezium.data.geometry.Geometry")
                        .field("wkb", Schema.BYTES_SCHEMA)
                        .field("srid", Schema.OPTIONAL_INT32_SCHEMA)
                        .optional()
                        .build();
        String collection =
                "GEOMETRYCOLLECTION(POINT(1 2),POLYGON((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1)))";
        byte[] wkb = wkb(collection);
        assertThat(kept(geometry, new Struct(geometry).put("wkb", wkb))).isEqualTo(collection);
        // As PostGIS has it: the SRID inside, the highest byte first.
        byte[] extended =
                ByteBuffer.allocate(25)
                        .put((byte) 0)
                        .putInt(0x2000_0001)
                        .putInt(3857)
                        .putDouble(7)
                        .putDouble(8)
                        .array();
        assertThat(kept(geometry, new Struct(geometry).put("wkb", extended)))
                .isEqualTo("POINT(7 8)");
        assertThat(target.query("SELECT DISTINCT ST_SRID(v) FROM v WHERE v IS NOT NULL"))
                .containsExactly("3857");
        byte[] three = ByteBuffer.allocate(29).put((byte) 0).putInt(0x8000_0001).array();
        isRefused("geometry", geometry, new Struct(geometry).put("wkb", three));
        isRefused(
                "geometry",
                geometry,
                new Struct(geometry).put("wkb", Arrays.copyOf(wkb, wkb.length - 1)));
    }

    private static byte[] wkb(String text) throws SQLException {
        String hex =
                target.query("SELECT HEX(ST_AsBinary(ST_GeomFromText('" + text + "')))").get(0);
        return HexFormat.of().parseHex(hex);
    }
}
