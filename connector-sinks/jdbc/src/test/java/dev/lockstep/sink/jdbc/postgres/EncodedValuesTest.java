package dev.lockstep.sink.jdbc.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Statement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random values: the server must show them as they were. */
class EncodedValuesTest {

    private static final int ROWS = 500;

    private static PostgresServer server;
    private static Written target;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @BeforeAll
    static void start() throws SQLException {
        server = PostgresServer.builder().major(14).start();
        target = new Written(server, PostgresOptions.DEFAULTS);
    }

    @AfterAll
    static void stop() throws SQLException {
        target.close();
        server.close();
    }

    /**
     * Writes random values and reads them back.
     *
     * @param shown what the server is to show of a value
     */
    private <V> void check(
            String type, Schema schema, Supplier<V> values, Function<V, String> shown)
            throws SQLException {
        check(type, schema, values, shown, "v::text");
    }

    private <V> void check(
            String type,
            Schema schema,
            Supplier<V> values,
            Function<V, String> shown,
            String expression)
            throws SQLException {
        target.execute(
                "DROP TABLE IF EXISTS t", "CREATE TABLE t (id int PRIMARY KEY, v " + type + ")");
        RowShape shape =
                new RowShape(
                        List.of(
                                new RowShape.Column("id", Schema.INT32_SCHEMA, true),
                                new RowShape.Column("v", schema, false)));
        List<RowChange> rows = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            V value = random.nextInt(20) == 0 ? null : values.get();
            rows.add(Written.upsert(shape, i, value));
            expected.add(value == null ? "null" : shown.apply(value));
        }
        target.write(Statement.UPSERT, "t", rows);
        List<String> found =
                target.query("SELECT " + expression + " FROM t ORDER BY id").lines().toList();
        assertThat(found).as("%s, seed %d", type, seed).isEqualTo(expected);
    }

    private static Schema named(SchemaBuilder builder, String name) {
        return builder.name(name).optional().build();
    }

    @Test
    void wholeNumbers() throws SQLException {
        check("int8", Schema.INT64_SCHEMA, random::nextLong, Object::toString);
        check("int4", Schema.INT32_SCHEMA, random::nextInt, Object::toString);
        check("int2", Schema.INT16_SCHEMA, () -> (short) random.nextInt(), Object::toString);
        check("numeric", Schema.INT64_SCHEMA, random::nextLong, Object::toString);
        check("text", Schema.INT64_SCHEMA, random::nextLong, Object::toString);
    }

    @Test
    void decimals() throws SQLException {
        Schema schema = Decimal.schema(2);
        check("numeric", schema, this::smallDecimal, BigDecimal::toPlainString);
        check("numeric", schema, this::largeDecimal, EncodedValuesTest::withoutNegativeScale);
        check("text", schema, this::smallDecimal, BigDecimal::toPlainString);
    }

    private BigDecimal smallDecimal() {
        long unscaled = random.nextLong() >> random.nextInt(64);
        return BigDecimal.valueOf(unscaled, random.nextInt(20));
    }

    private BigDecimal largeDecimal() {
        byte[] bytes = new byte[1 + random.nextInt(60)];
        random.nextBytes(bytes);
        return new BigDecimal(new BigInteger(bytes), random.nextInt(-50, 300));
    }

    private static String withoutNegativeScale(BigDecimal value) {
        return (value.scale() < 0 ? value.setScale(0) : value).toPlainString();
    }

    @Test
    void floatingPoint() throws SQLException {
        check(
                "float8",
                Schema.FLOAT64_SCHEMA,
                () -> Double.longBitsToDouble(random.nextLong()),
                value -> bits(Double.doubleToLongBits(value)),
                "encode(float8send(v), 'hex')");
        check(
                "float4",
                Schema.FLOAT32_SCHEMA,
                () -> Float.intBitsToFloat(random.nextInt()),
                value -> String.format(Locale.ROOT, "%08x", Float.floatToIntBits(value)),
                "encode(float4send(v), 'hex')");
    }

    private static String bits(long bits) {
        return String.format(Locale.ROOT, "%016x", bits);
    }

    @Test
    void datesAndTimes() throws SQLException {
        check(
                "date",
                named(SchemaBuilder.int32(), "io.debezium.time.Date"),
                () -> random.nextInt(-719_162, 2_932_896),
                day -> LocalDate.ofEpochDay(day).toString());
        check(
                "time",
                named(SchemaBuilder.int64(), "io.debezium.time.MicroTime"),
                () -> random.nextLong(86_400_000_000L),
                EncodedValuesTest::clock);
        check(
                "interval",
                named(SchemaBuilder.int64(), "io.debezium.time.MicroDuration"),
                () -> random.nextLong(86_400_000_000L),
                EncodedValuesTest::clock);
        check(
                "timestamp",
                named(SchemaBuilder.int64(), "io.debezium.time.Timestamp"),
                () -> random.nextLong(-62_135_596_800_000L, 253_402_300_800_000L),
                millis -> timestamp(Math.multiplyExact(millis, 1000L)));
        Schema micros = named(SchemaBuilder.int64(), "io.debezium.time.MicroTimestamp");
        check("timestamp", micros, this::micros, EncodedValuesTest::timestamp);
        check("text", micros, this::micros, EncodedValuesTest::padded);
        check("timestamptz", micros, this::micros, value -> timestamp(value) + "+00");
    }

    @Test
    void zonedTimestampsInAnyZone() throws SQLException {
        Schema zoned = named(SchemaBuilder.string(), "io.debezium.time.ZonedTimestamp");
        check(
                "timestamptz",
                zoned,
                () -> {
                    ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-64_800, 64_801));
                    return instant(micros()).atOffset(offset).toString();
                },
                text ->
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME
                                        .parse(text, Instant::from)
                                        .atOffset(ZoneOffset.UTC)
                                        .format(SHOWN)
                                        .replaceAll("\\.?0*$", "")
                                + "+00");
    }

    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    /** From the year 1000 to 9000. */
    private long micros() {
        return random.nextLong(-30_610_224_000_000_000L, 221_845_392_000_000_000L);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static String timestamp(long micros) {
        return padded(micros).replaceAll("(\\.\\d*?)0*$", "$1").replaceAll("\\.$", "");
    }

    private static String padded(long micros) {
        LocalDateTime time = LocalDateTime.ofInstant(instant(micros), ZoneOffset.UTC);
        String text = time.format(SHOWN);
        return time.get(ChronoField.MICRO_OF_SECOND) == 0
                ? text.substring(0, text.length() - 7)
                : text;
    }

    private static String clock(long micros) {
        return timestamp(micros).substring(11);
    }

    @Test
    void textsAndBytes() throws SQLException {
        check("text", Schema.STRING_SCHEMA, this::text, value -> value);
        check("varchar(40)", Schema.STRING_SCHEMA, this::text, value -> value);
        check(
                "bytea",
                Schema.BYTES_SCHEMA,
                this::bytes,
                value -> "\\x" + HexFormat.of().formatHex(value));
        check(
                "uuid",
                named(SchemaBuilder.string(), "io.debezium.data.Uuid"),
                () -> new UUID(random.nextLong(), random.nextLong()).toString(),
                value -> value);
        check(
                "text[]",
                SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build(),
                () -> List.of(text(), text()),
                list ->
                        list.stream()
                                .map(value -> HexFormat.of().formatHex(utf8(value)))
                                .collect(Collectors.joining(",")),
                "(SELECT string_agg(encode(convert_to(e, 'UTF8'), 'hex'), ',' ORDER BY n)"
                        + " FROM unnest(v) WITH ORDINALITY u(e, n))");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(50)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Of one to 39 characters of every length in UTF-8, without breaks of lines. */
    private String text() {
        int[] limits = {0x7F, 0x7F, 0x7FF, 0xD7FF, 0x10FFFF};
        return IntStream.range(0, 1 + random.nextInt(39))
                .map(i -> random.nextInt(' ', limits[random.nextInt(limits.length)]))
                .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
                .filter(point -> point != 0x85 && point != 0x2028 && point != 0x2029)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .append('.')
                .toString();
    }
}
