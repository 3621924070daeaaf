package dev.lockstep.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.source.postgres.catalog.CatalogReader;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.metrics.CaptureMetrics;
import dev.lockstep.source.postgres.pgoutput.CopyBinary;
import dev.lockstep.source.postgres.pgoutput.CopyText;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.snapshot.CopyRun;
import dev.lockstep.source.postgres.type.BinaryColumn;
import dev.lockstep.source.postgres.type.ColumnReader;
import dev.lockstep.source.postgres.type.Inexact;
import dev.lockstep.source.postgres.type.RawText;
import dev.lockstep.source.postgres.type.TypeMapper;
import dev.lockstep.source.postgres.type.UnreadableValueException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * What a real server's send functions write reads as what its output functions write: random values
 * of every type that has a binary form, alone and in arrays of every shape.
 */
@Timeout(120)
class BinaryFormTest {

    private static final int VALUES = 40;

    private static final long SEED = System.nanoTime();
    private static final SplittableRandom RANDOM = new SplittableRandom(SEED);

    /** Type to a random value of it, as an SQL expression. */
    private static final Map<String, Supplier<String>> TYPES = new HashMap<>();

    private static final List<Written> WRITTEN = new ArrayList<>();

    private static PostgresServer server;

    private record Written(
            String name, int oid, int modifier, List<Tuple> lines, List<Tuple> rows) {}

    private static void add(String type, Supplier<String> literal, String... special) {
        List<String> rare = List.of(special);
        TYPES.put(
                type,
                () ->
                        !rare.isEmpty() && RANDOM.nextInt(4) == 0
                                ? quote(rare.get(RANDOM.nextInt(rare.size()))) + "::" + type
                                : literal.get());
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static Supplier<String> plain(String type, Supplier<?> value) {
        return () -> quote(value.get().toString()) + "::" + type;
    }

    @BeforeAll
    static void startServer() throws Exception {
        System.out.println("BinaryFormTest: seed " + SEED);
        server = PostgresServer.builder().start();
        server.execute(
                "postgres",
                "CREATE EXTENSION hstore",
                "CREATE EXTENSION ltree",
                "CREATE EXTENSION citext",
                "CREATE TYPE mood AS ENUM ('sad', 'so so', 'NULL', '\"', 'köln')",
                "CREATE DOMAIN price AS numeric(10, 2)",
                "CREATE DOMAIN moods AS mood[]",
                "CREATE DOMAIN dear AS price CHECK (value > 0)");
        numbers();
        times();
        texts();
        others();
        server.execute(
                "postgres",
                TYPES.keySet().stream()
                        .map(type -> "CREATE TABLE " + table(type) + columns(type))
                        .toArray(String[]::new));
        // What follows can be had from each slot.
        server.execute(
                "postgres",
                "CREATE TABLE skipped (id int PRIMARY KEY, p polygon)",
                "CREATE PUBLICATION forms FOR ALL TABLES",
                "SELECT pg_create_logical_replication_slot(s, 'pgoutput')"
                        + " FROM unnest('{text,binary}'::text[]) s");
        for (String type : TYPES.keySet()) {
            fill(type);
        }
        server.execute("postgres", "INSERT INTO skipped VALUES (1, '((0,0),(1,1))')");
        Database database = new Database(config(Map.of()).connection(), "forms");
        try (Connection connection = database.connectForRows()) {
            for (String type : TYPES.keySet()) {
                WRITTEN.add(written(connection, type, "v"));
                WRITTEN.add(written(connection, type, "a"));
            }
        }
    }

    private static String columns(String type) {
        return " (id int PRIMARY KEY, v " + type + ", a " + type + "[])";
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static void numbers() {
        add("int2", plain("int2", () -> (short) RANDOM.nextInt()), "-32768", "0");
        add("int4", plain("int4", RANDOM::nextInt), "-2147483648", "0");
        add("int8", plain("int8", RANDOM::nextLong), "-9223372036854775808", "0");
        add("oid", plain("oid", () -> Integer.toUnsignedLong(RANDOM.nextInt())));
        add("xid", plain("xid", () -> Integer.toUnsignedLong(RANDOM.nextInt())));
        add("xid8", plain("xid8", () -> RANDOM.nextLong(Long.MAX_VALUE)));
        add("bool", plain("bool", RANDOM::nextBoolean));
        add(
                "float4",
                plain("float4", () -> finite(Float.intBitsToFloat(RANDOM.nextInt()))),
                "NaN",
                "-Infinity",
                "-0",
                "1e-45",
                "1000000",
                "999999",
                "0.0001",
                "0.00001",
                "1.5");
        add(
                "float8",
                plain("float8", () -> finite(Double.longBitsToDouble(RANDOM.nextLong()))),
                "NaN",
                "Infinity",
                "-0",
                "5e-324",
                "1e15",
                "999999999999999",
                "0.0001",
                "0.00001",
                "1e23",
                "9007199254740993",
                "0.1");
        String[] special = {"NaN", "Infinity", "-Infinity", "0", "0.000", "1e-30", "10000", "1e40"};
        add("numeric", plain("numeric", () -> decimal(40, 30)), special);
        add("numeric(18,2)", plain("numeric(18,2)", () -> decimal(16, 2)), "NaN", "0", "-0.01");
        add("numeric(30,12)", plain("numeric(30,12)", () -> decimal(18, 12)), "1e-12", "0");
        add("numeric(12,-3)", plain("numeric(12,-3)", () -> decimal(15, 0)), "1000", "0");
        add("price", plain("price", () -> decimal(8, 2)), "0", "10000");
        add("dear", plain("dear", () -> 1 + RANDOM.nextInt(1 << 20)), "0.01");
        add("pg_lsn", () -> "pg_lsn '0/0' + " + RANDOM.nextLong(Long.MAX_VALUE));
        add("point", plain("point", () -> "(" + RANDOM.nextDouble() + ",-1e30)"), "(NaN,0)");
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 1;
    }

    private static float finite(float value) {
        return Float.isFinite(value) ? value : 1;
    }

    private static String decimal(int digits, int fraction) {
        String integer = digits(1 + RANDOM.nextInt(digits));
        String decimals = fraction == 0 ? "" : digits(RANDOM.nextInt(fraction + 1));
        String sign = RANDOM.nextBoolean() ? "-" : "";
        return sign + integer + (decimals.isEmpty() ? "" : "." + decimals);
    }

    private static String digits(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> RANDOM.nextInt(3) == 0 ? "0" : "" + RANDOM.nextInt(10))
                .collect(Collectors.joining());
    }

    private static void times() {
        add(
                "date",
                () -> "('2000-01-01'::date + " + RANDOM.nextInt(-2_400_000, 100_000_000) + ")",
                "infinity",
                "-infinity",
                "4713-01-01 BC",
                "0001-12-31 BC");
        String[] times = {"00:00", "24:00", "23:59:59.999999", "10:20:30.5"};
        String[] zoned = {"00:00+00", "24:00-15:59:59", "10:20:30.5+05:30", "1:2:3-00:00:07"};
        for (int digits : new int[] {0, 3, 6}) {
            add("time(" + digits + ")", () -> "time '0:0'" + micros(86_399_999_999L), times);
            add("timestamp(" + digits + ")", () -> timestamp("timestamp"));
            add("timestamptz(" + digits + ")", () -> timestamp("timestamptz"));
        }
        add("time", () -> "time '0:0'" + micros(86_399_999_999L), times);
        add("timetz", () -> "timetz '0:0+3'" + micros(86_399_999_999L), zoned);
        String[] stamps = {
            "infinity", "-infinity", "294276-12-31 23:59:59.999999", "0044-03-15 BC"
        };
        add("timestamp", () -> timestamp("timestamp"), stamps);
        add("timestamptz", () -> timestamp("timestamptz"), stamps);
        add(
                "interval",
                () ->
                        "make_interval(months => "
                                + RANDOM.nextInt(-40, 40)
                                + ", days => "
                                + RANDOM.nextInt(-40, 40)
                                + ")"
                                + micros(RANDOM.nextLong(1, 1L << 40)),
                "0",
                "infinity",
                "-infinity",
                "-1 month 1 day",
                "1 day -00:00:01",
                "-0.5 s",
                "1 year",
                "-1 day 1 s",
                "100000:00");
    }

    private static String timestamp(String type) {
        return type + " '2000-01-01 00:00'" + micros(RANDOM.nextBoolean() ? 1L << 48 : 1L << 57);
    }

    private static String micros(long below) {
        String sign = RANDOM.nextBoolean() ? " + " : " - ";
        return sign + "interval '" + RANDOM.nextLong(below) + " microseconds'";
    }

    private static void texts() {
        String[] texts = {"", "NULL", "a\"b", "\\", "{x}", "a,b", " ", "köln 🐘", "line\nbreak"};
        for (String type :
                new String[] {"text", "varchar(20)", "char(12)", "name", "citext", "refcursor"}) {
            add(type, plain(type, () -> "x" + RANDOM.nextInt()), texts);
        }
        add("\"char\"", plain("\"char\"", () -> (char) RANDOM.nextInt(' ', 127)), "");
        add("mood", plain("mood", () -> "sad"), "so so", "NULL", "\"", "köln");
        add("moods", () -> "ARRAY['sad', NULL, '\"']::moods", "{}");
        add("json", plain("json", () -> "{\"a\": [" + RANDOM.nextInt() + "]}"), "null");
        add("jsonb", plain("jsonb", () -> "{\"a\": [" + RANDOM.nextInt() + "]}"), "null");
        add("jsonpath", plain("jsonpath", () -> "$.a[" + RANDOM.nextInt(9) + "]"));
        add(
                "xml",
                plain("xml", () -> "<a>" + RANDOM.nextInt() + "</a>"),
                "<?xml version='1.0'?><a/>");
        add("ltree", plain("ltree", () -> "a.b" + RANDOM.nextInt(99)), "");
        add(
                "hstore",
                plain("hstore", () -> "a=>" + RANDOM.nextInt(99) + ", b=>NULL"),
                "",
                "\"q\\\"\"=>\"\\\\ ,\"");
    }

    private static void others() {
        add("uuid", () -> "gen_random_uuid()");
        add("bytea", () -> "decode(md5('" + RANDOM.nextInt() + "'), 'hex')", "", "\\x00ff");
        for (String type : new String[] {"bit(1)", "bit(12)"}) {
            int size = type.length() == 6 ? 1 : 12;
            add(type, () -> "b'" + binary(size) + "'");
        }
        add("varbit", () -> "b'" + binary(RANDOM.nextInt(40)) + "'");
        add("varbit(9)", () -> "b'" + binary(RANDOM.nextInt(10)) + "'");
        add(
                "inet",
                plain("inet", () -> "10.0.0." + RANDOM.nextInt(256) + "/" + RANDOM.nextInt(33)),
                "192.168.1.1",
                "::1",
                "::",
                "::ffff:1.2.3.4",
                "::1.2.3.4",
                "1::",
                "fe80::1:0:0:1/64",
                "1:2:3:4:5:6:7:8",
                "0:0:1::/80");
        add("cidr", plain("cidr", () -> "10." + RANDOM.nextInt(256) + "/16"), "::/0", "1.2.3.4");
        add("macaddr", plain("macaddr", () -> "08:00:2b:01:02:" + (10 + RANDOM.nextInt(89))));
        add(
                "macaddr8",
                plain("macaddr8", () -> "08:00:2b:01:02:03:04:" + (10 + RANDOM.nextInt(9))));
        int4Ranges("int4range", "(,)", "empty", "[1,5)", "(,3)");
        add("numrange", plain("numrange", () -> "(" + RANDOM.nextInt() + ".5,)"), "empty");
        add("daterange", plain("daterange", () -> "[2020-01-01,2021-01-01)"), "[,infinity)");
        add("tsrange", plain("tsrange", () -> "[2020-01-01 00:00,2021-01-01 10:00]"), "empty");
        add("tstzrange", plain("tstzrange", () -> "(2020-01-01 00:00+3,)"), "empty");
        int4Ranges("int4multirange", "{}", "{[1,2),[5,9)}", "{(,)}");
        add("nummultirange", plain("nummultirange", () -> "{[1.5,2],(7,)}"));
    }

    private static void int4Ranges(String type, String... values) {
        add(type, plain(type, () -> values[RANDOM.nextInt(values.length)]));
    }

    private static String binary(int size) {
        return digits(size).replaceAll("[2-9]", "1");
    }

    private static String table(String type) {
        return "\"t " + type.replace("\"", "") + "\"";
    }

    private static void fill(String type) throws SQLException {
        Supplier<String> literal = TYPES.get(type);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            String value = literal.get();
            String array = array(value, literal, type);
            rows.add("(" + i + ", " + value + ", " + array + ")");
        }
        server.execute(
                "postgres",
                "INSERT INTO " + table(type) + " VALUES " + String.join(", ", rows),
                "UPDATE " + table(type) + " SET id = 100 WHERE id = 1",
                "ALTER TABLE " + table(type) + " REPLICA IDENTITY FULL",
                "UPDATE " + table(type) + " SET v = NULL WHERE id = 2",
                "DELETE FROM " + table(type) + " WHERE id = 3");
    }

    private static String array(String value, Supplier<String> literal, String type) {
        String other = literal.get();
        String cast = "::" + type + "[]";
        return switch (RANDOM.nextInt(7)) {
            case 0 -> "'{}'";
            case 1 -> "ARRAY[" + value + ", NULL]" + cast;
            case 2 -> "ARRAY[ARRAY[" + value + "], ARRAY[" + other + "]]" + cast;
            case 3 -> "array_fill((" + value + ")::" + type + ", ARRAY[2], ARRAY[0])";
            case 4 -> "ARRAY[" + value + "]" + cast;
            default -> "ARRAY[" + value + ", " + other + ", " + value + "]" + cast;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "precise, adaptive, bytes, json, numeric",
        "double, connect, base64, map, string",
        "string, isostring, hex, json, numeric",
        "precise, nanoseconds, base64-url-safe, json, numeric",
        "precise, microseconds, bytes, json, numeric",
        "precise, adaptive_time_microseconds, bytes, json, numeric",
    })
    void readsTheValuesThatTheTextGives(
            String decimal, String time, String binary, String hstore, String interval)
            throws Exception {
        PostgresSourceConfig config = config(decimal, time, binary, hstore, interval);
        Database database = new Database(config.connection(), "forms");
        try (CatalogReader catalog = new CatalogReader(database)) {
            TypeMapper types = new TypeMapper(config.types(), catalog);
            for (Written column : WRITTEN) {
                compare(types, column);
            }
        }
    }

    private static PostgresSourceConfig config(
            String decimal, String time, String binary, String hstore, String interval) {
        return config(
                Map.ofEntries(
                        Map.entry("decimal.handling.mode", decimal),
                        Map.entry("time.precision.mode", time),
                        Map.entry("binary.handling.mode", binary),
                        Map.entry("hstore.handling.mode", hstore),
                        Map.entry("interval.handling.mode", interval)));
    }

    private static PostgresSourceConfig config(Map<String, String> options) {
        Map<String, String> properties =
                new HashMap<>(
                        Map.ofEntries(
                                Map.entry("topic.prefix", "forms"),
                                Map.entry("database.hostname", server.host()),
                                Map.entry("database.port", Integer.toString(server.port())),
                                Map.entry("database.user", server.user()),
                                Map.entry("database.password", "unused"),
                                Map.entry("database.dbname", "postgres")));
        properties.putAll(options);
        return new PostgresSourceConfig(properties);
    }

    @Test
    void streamsTheSameRecordsInBothForms() throws Exception {
        List<String> text = streamed("text", "off");
        List<String> binary = streamed("binary", "auto");
        assertThat(binary).hasSameSizeAs(text);
        for (int i = 0; i < text.size(); i++) {
            assertThat(binary.get(i)).as("seed %s", SEED).isEqualTo(text.get(i));
        }
    }

    /** All records, as JSON with their schemas. */
    private static List<String> streamed(String slot, String form) throws Exception {
        PostgresSourceConfig config =
                config(
                        Map.of(
                                "slot.name", slot,
                                "publication.name", "forms",
                                "publication.autocreate.mode", "disabled",
                                "snapshot.mode", "no_data",
                                "table.exclude.list", "public.skipped",
                                "heartbeat.interval.ms", "0",
                                "stream.binary", form));
        CaptureStart start =
                new CaptureStart(
                        config,
                        new Database(config.connection(), "forms"),
                        "1.0",
                        Map.of("server", "forms"),
                        new CaptureMetrics(() -> 0),
                        new StreamForm(config),
                        false);
        // The changed key makes three records, the delete two.
        int expected = TYPES.size() * (VALUES + 3 + 1 + 2);
        List<String> records = new ArrayList<>();
        try (Session session = start.open(Optional.empty());
                JsonConverter json = new JsonConverter()) {
            json.configure(Map.of("schemas.enable", "true"), false);
            assertThat(StreamedForm.of(server, slot)).isEqualTo(form.equals("auto"));
            while (records.size() < expected) {
                for (SourceRecord record : session.poll()) {
                    records.add(json(json, record));
                }
            }
        }
        return records;
    }

    private static String json(JsonConverter json, SourceRecord record) {
        if (record.value() instanceof Struct value) {
            // When it was read.
            for (String unit : List.of("ms", "us", "ns")) {
                value.put("ts_" + unit, 0L);
            }
        }
        byte[] key = json.fromConnectData(record.topic(), record.keySchema(), record.key());
        byte[] value = json.fromConnectData(record.topic(), record.valueSchema(), record.value());
        return record.sourceOffset()
                + new String(key, StandardCharsets.UTF_8)
                + (value == null ? null : new String(value, StandardCharsets.UTF_8));
    }

    private static void compare(TypeMapper types, Written column) {
        ColumnReader text = types.readerFor(column.oid, column.modifier, true);
        assertThat(types.hasBinaryForm(column.oid)).as(column.name).isTrue();
        BinaryColumn binary = types.binaryColumn(column.oid, column.modifier, text.schema());
        for (int i = 0; i < column.lines.size(); i++) {
            Tuple line = column.lines.get(i);
            Tuple row = column.rows.get(i);
            String written = RawText.OF_TEXT.of(line.buffer(), line.offset(0), line.length(0));
            assertThat(normal(binary.reader().read(row.buffer(), row.offset(0), row.length(0))))
                    .as("%s: %s, seed %s", column.name, written, SEED)
                    .isEqualTo(normal(text.read(line.buffer(), line.offset(0), line.length(0))));
            assertThat(binary.raw().of(row.buffer(), row.offset(0), row.length(0)))
                    .as("text of %s, seed %s", column.name, SEED)
                    .isEqualTo(written);
            damage(binary.reader(), row, !column.name.matches(".*(num|price|dear).*"));
        }
    }

    /**
     * Whatever the bytes are, the value is read or refused.
     *
     * @param inside whether bytes may change; not where a few can mean a hundred thousand digits
     */
    private static void damage(ColumnReader binary, Tuple row, boolean inside) {
        int length = row.length(0);
        byte[] bytes = Arrays.copyOfRange(row.buffer(), row.offset(0), row.offset(0) + length);
        int size = RANDOM.nextInt(4) == 0 ? RANDOM.nextInt(length + 3) : length;
        byte[] damaged = Arrays.copyOf(bytes, size);
        for (int i = RANDOM.nextInt(3); inside && i >= 0 && size > 0; i--) {
            damaged[RANDOM.nextInt(size)] = (byte) RANDOM.nextInt();
        }
        try {
            binary.read(damaged, 0, size);
        } catch (UnreadableValueException e) {
            assertThat(e).hasMessageStartingWith("a value is not as the server writes");
        }
    }

    /** What the server writes of a column, in both forms. */
    private static Written written(Connection connection, String type, String column)
            throws Exception {
        String select =
                "COPY (SELECT "
                        + column
                        + " FROM "
                        + table(type)
                        + " WHERE id > 3 AND id < 100 ORDER BY id) TO STDOUT";
        List<Tuple> lines = new ArrayList<>();
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(select);
        for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
            lines.add(CopyText.tuple(line));
        }
        List<Tuple> rows = new ArrayList<>();
        CopyRun.run(
                connection,
                select + " (FORMAT binary)",
                (row, from) -> rows.add(CopyBinary.tuple(row, from, new boolean[1])));
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT atttypid::int8, atttypmod FROM pg_attribute"
                                        + " WHERE attname = '"
                                        + column
                                        + "' AND attrelid = "
                                        + quote(table(type))
                                        + "::regclass")) {
            row.next();
            return new Written(
                    column + " of " + type, (int) row.getLong(1), row.getInt(2), lines, rows);
        }
    }

    /** With bytes that can be compared. */
    private static Object normal(Object value) {
        if (value instanceof Inexact inexact) {
            return List.of("inexact", Arrays.asList(normal(inexact.nearest()), inexact.text()));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(BinaryFormTest::normal).collect(Collectors.toList());
        }
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (value instanceof Struct struct) {
            return struct.schema().fields().stream()
                    .map(field -> normal(struct.getWithoutDefault(field.name())))
                    .collect(Collectors.toList());
        }
        return value;
    }
}
