package dev.lockstep.source.postgres.type;

import static dev.lockstep.source.postgres.config.TimePrecisionMode.ADAPTIVE;
import static dev.lockstep.source.postgres.config.TimePrecisionMode.ADAPTIVE_TIME_MICROSECONDS;
import static dev.lockstep.source.postgres.config.TimePrecisionMode.CONNECT;
import static dev.lockstep.source.postgres.config.TimePrecisionMode.ISOSTRING;
import static dev.lockstep.source.postgres.config.TimePrecisionMode.MICROSECONDS;
import static dev.lockstep.source.postgres.config.TimePrecisionMode.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.config.TimePrecisionMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Date;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JavaUtilDate")
class TemporalTypesTest {

    private static final DateTimeFormatter YEAR_AND_REST =
            new DateTimeFormatterBuilder()
                    .appendValue(ChronoField.YEAR_OF_ERA, 4, 10, SignStyle.NEVER)
                    .appendPattern("-MM-dd HH:mm:ss.SSSSSS")
                    .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter ISO_WITH_MICROS =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendPattern("'T'HH:mm:ss.SSSSSS")
                    .toFormatter(Locale.ROOT);

    static Stream<Arguments> schemas() {
        return Stream.of(
                Arguments.of("date", -1, ADAPTIVE, "io.debezium.time.Date"),
                Arguments.of("date", -1, NANOSECONDS, "io.debezium.time.Date"),
                Arguments.of("date", -1, CONNECT, "org.apache.kafka.connect.data.Date"),
                Arguments.of("date", -1, ISOSTRING, "io.debezium.time.IsoDate"),
                Arguments.of("time", -1, ADAPTIVE, "io.debezium.time.MicroTime"),
                Arguments.of("time", 0, ADAPTIVE, "io.debezium.time.Time"),
                Arguments.of("time", 3, ADAPTIVE, "io.debezium.time.Time"),
                Arguments.of("time", 4, ADAPTIVE, "io.debezium.time.MicroTime"),
                Arguments.of("time", 0, MICROSECONDS, "io.debezium.time.MicroTime"),
                Arguments.of("time", 0, ADAPTIVE_TIME_MICROSECONDS, "io.debezium.time.MicroTime"),
                Arguments.of("time", 0, NANOSECONDS, "io.debezium.time.NanoTime"),
                Arguments.of("time", 0, CONNECT, "org.apache.kafka.connect.data.Time"),
                Arguments.of("time", 0, ISOSTRING, "io.debezium.time.IsoTime"),
                Arguments.of("timestamp", -1, ADAPTIVE, "io.debezium.time.MicroTimestamp"),
                Arguments.of("timestamp", 3, ADAPTIVE, "io.debezium.time.Timestamp"),
                Arguments.of(
                        "timestamp", 3, ADAPTIVE_TIME_MICROSECONDS, "io.debezium.time.Timestamp"),
                Arguments.of("timestamp", 3, MICROSECONDS, "io.debezium.time.MicroTimestamp"),
                Arguments.of("timestamp", 3, NANOSECONDS, "io.debezium.time.NanoTimestamp"),
                Arguments.of("timestamp", 3, CONNECT, "org.apache.kafka.connect.data.Timestamp"),
                Arguments.of("timestamp", 3, ISOSTRING, "io.debezium.time.IsoTimestamp"),
                Arguments.of("timestamptz", 3, CONNECT, "io.debezium.time.ZonedTimestamp"),
                Arguments.of("timetz", 3, CONNECT, "io.debezium.time.ZonedTime"));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void namesTheSchemaByModeAndPrecision(
            String type, int precision, TimePrecisionMode mode, String name) {
        ColumnReader reader = Readers.with(mode).optional(type, precision);

        assertThat(reader.schema().name()).isEqualTo(name);
        assertThat(reader.schema().version()).isEqualTo(1);
        assertThat(reader.schema().isOptional()).isTrue();
    }

    @Test
    void readsTimes() {
        String text = "12:34:56.789012";
        long micros = 45_296_789_012L;
        assertThat(Readers.read(Readers.with(ADAPTIVE), "time", text)).isEqualTo(micros);
        assertThat(Readers.read(Readers.with(NANOSECONDS), "time", text)).isEqualTo(micros * 1000);
        assertThat(Readers.read(Readers.with(ISOSTRING), "time", text)).isEqualTo(text + "Z");
        assertThat(Readers.read(Readers.with(CONNECT), "time", text))
                .isEqualTo(new Inexact(new Date(45_296_789), text));
        assertThat(Readers.read(Readers.with(CONNECT), "time", "12:34:56.789"))
                .isEqualTo(new Date(45_296_789));
        assertThat(Readers.read(Readers.defaults().optional("time", 3), "12:34:56.789"))
                .isEqualTo(45_296_789);
    }

    @Test
    void keepsTheEndOfADay() {
        assertThat(Readers.read(Readers.with(ADAPTIVE), "time", "24:00:00"))
                .isEqualTo(86_400_000_000L);
        assertThat(Readers.read(Readers.with(ISOSTRING), "time", "24:00:00"))
                .isEqualTo(new Inexact("00:00:00Z", "24:00:00"));
    }

    @ParameterizedTest
    @CsvSource({
        "12:34:56.789012+02, 12:34:56.789012+02:00",
        "12:34:56+00, 12:34:56Z",
        "10:00:00.5-05:30, 10:00:00.5-05:30",
        "23:00:00-15:59:59, 23:00:00-15:59:59",
        "24:00:00+00, 24:00:00Z"
    })
    void keepsTheOffsetOfTimetz(String text, String expected) {
        assertThat(Readers.read(Readers.defaults(), "timetz", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 2024-02-29 12:34:56+00, 2024-02-29T12:34:56.000000Z",
        "-1, 2024-02-29 12:34:56.7+02, 2024-02-29T10:34:56.700000Z",
        "-1, 2024-01-01 00:15:00+05:30, 2023-12-31T18:45:00.000000Z",
        "0, 2024-02-29 12:34:56+00, 2024-02-29T12:34:56Z",
        "3, 2024-02-29 12:34:56.789+00, 2024-02-29T12:34:56.789Z",
        "-1, 10000-01-01 00:00:00+00, +10000-01-01T00:00:00.000000Z",
        "-1, 0044-03-15 12:00:00+00 BC, -0043-03-15T12:00:00.000000Z",
        "-1, 0001-01-01 00:00:00+00 BC, 0000-01-01T00:00:00.000000Z",
        "-1, infinity, infinity",
        "-1, -infinity, -infinity"
    })
    void givesTimestamptzInUtcWithTheColumnsFraction(int precision, String text, String expected) {
        ColumnReader reader = Readers.defaults().optional("timestamptz", precision);

        assertThat(Readers.read(reader, text)).isEqualTo(expected);
    }

    @Test
    void saysThatInfinityIsNotATimestamp() {
        Readers readers = Readers.defaults();
        assertThat(Readers.read(readers, "timestamp", "infinity"))
                .isEqualTo(new Inexact(9_223_372_036_825_200_000L, "infinity"));
        assertThat(Readers.read(readers.optional("timestamp", 3), "-infinity"))
                .isEqualTo(new Inexact(-9_223_372_036_832_400L, "-infinity"));
        assertThat(Readers.read(Readers.with(NANOSECONDS), "timestamp", "infinity"))
                .isEqualTo(new Inexact(Long.MAX_VALUE, "infinity"));
        assertThat(Readers.read(Readers.with(ISOSTRING), "timestamp", "infinity"))
                .isEqualTo(new Inexact("+294247-01-10T04:00:25.2Z", "infinity"));
        assertThat(Readers.read(readers, "date", "infinity"))
                .isEqualTo(new Inexact(-2_147_472_692, "infinity"));
        assertThat(Readers.read(Readers.with(ISOSTRING), "date", "-infinity"))
                .isEqualTo(new Inexact("-5877611-06-22Z", "-infinity"));
    }

    @Test
    void saysWhenATimestampIsOutOfTheUnitsRange() {
        ColumnReader nanos = Readers.with(NANOSECONDS).optional("timestamp");
        assertThat(Readers.read(nanos, "2262-04-11 23:47:16.854775"))
                .isEqualTo(9_223_372_036_854_775_000L);
        assertThat(Readers.read(nanos, "1677-09-21 00:12:43.145225"))
                .isEqualTo(-9_223_372_036_854_775_000L);
        for (String text :
                new String[] {
                    "2262-04-11 23:47:16.854776",
                    "1677-09-21 00:12:43.145224",
                    "0044-03-15 12:00:00 BC",
                    "294276-12-31 23:59:59.999999"
                }) {
            assertThat(Readers.read(nanos, text)).isEqualTo(new Inexact(null, text));
        }
        assertThat(Readers.read(Readers.defaults().required("timestamp"), "294276-12-31 23:59:59"))
                .isEqualTo(new Inexact(0L, "294276-12-31 23:59:59"));
    }

    @Test
    void saysWhenMicrosecondsAreLost() {
        ColumnReader reader = Readers.with(CONNECT).optional("timestamp");

        assertThat(Readers.read(reader, "1969-12-31 23:59:59.999")).isEqualTo(new Date(-1));
        assertThat(Readers.read(reader, "1969-12-31 23:59:59.999999"))
                .isEqualTo(new Inexact(new Date(-1), "1969-12-31 23:59:59.999999"));
    }

    @ParameterizedTest
    @EnumSource(TimePrecisionMode.class)
    void givesRandomTimestampsAsJavaTimeDoes(TimePrecisionMode mode) {
        SplittableRandom random = new SplittableRandom(4);
        Readers readers = Readers.with(mode);
        ColumnReader timestamps = readers.optional("timestamp");
        ColumnReader zoned = readers.optional("timestamptz");
        ColumnReader dates = readers.optional("date");
        for (int i = 0; i < 10_000; i++) {
            // Between 4713 BC and 30000 AD, mostly near today.
            long day = random.nextLong(-2_440_000, 10_000_000) / (i % 2 == 0 ? 1 : 400);
            long micros = random.nextLong(DateTimeText.MICROS_PER_DAY);
            LocalDateTime time = LocalDate.ofEpochDay(day).atStartOfDay().plusNanos(micros * 1000);
            String era = time.getYear() < 1 ? " BC" : "";
            String text = YEAR_AND_REST.format(time);

            assertThat(Readers.read(dates, day(text) + era)).isEqualTo(date(mode, day));
            assertThat(exact(Readers.read(timestamps, text + era)))
                    .isEqualTo(timestamp(mode, day, micros, time));
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-57_599, 57_599));
            assertThat(Readers.read(zoned, text + offset(offset) + era))
                    .isEqualTo(utc(time.atOffset(offset)));
        }
    }

    private static String day(String text) {
        return text.substring(0, text.indexOf(' '));
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00" : offset.getId();
    }

    private static String utc(OffsetDateTime time) {
        return ISO_WITH_MICROS.format(time.withOffsetSameInstant(ZoneOffset.UTC)) + "Z";
    }

    private static Object date(TimePrecisionMode mode, long day) {
        return switch (mode) {
            case CONNECT -> new Date(day * 86_400_000);
            case ISOSTRING ->
                    DateTimeFormatter.ISO_LOCAL_DATE.format(LocalDate.ofEpochDay(day)) + "Z";
            default -> (int) day;
        };
    }

    private static Object exact(Object value) {
        return value instanceof Inexact inexact ? inexact.nearest() : value;
    }

    private static Object timestamp(
            TimePrecisionMode mode, long day, long micros, LocalDateTime time) {
        return switch (mode) {
            case CONNECT -> new Date(day * 86_400_000 + micros / 1000);
            case ISOSTRING ->
                    time.atOffset(ZoneOffset.UTC).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
            case NANOSECONDS ->
                    Math.abs(day) > 106_750
                            ? null
                            : (Object) (day * 86_400_000_000_000L + micros * 1000);
            default -> day * DateTimeText.MICROS_PER_DAY + micros;
        };
    }

    @Test
    void givesRandomTimesWithOffsetAsJavaTimeDoes() {
        SplittableRandom random = new SplittableRandom(5);
        ColumnReader reader = Readers.defaults().optional("timetz");
        for (int i = 0; i < 10_000; i++) {
            OffsetTime time =
                    OffsetTime.of(
                            random.nextInt(24),
                            random.nextInt(60),
                            random.nextInt(60),
                            random.nextInt(1_000_000) * 1000,
                            ZoneOffset.ofTotalSeconds(random.nextInt(-57_599, 57_599)));
            String text =
                    time.toLocalTime().format(DateTimeFormatter.ISO_LOCAL_TIME)
                            + offset(time.getOffset());
            // Java leaves out the digits PostgreSQL does.
            assertThat(Readers.read(reader, text))
                    .isEqualTo(time.format(DateTimeFormatter.ISO_OFFSET_TIME));
        }
    }
}
