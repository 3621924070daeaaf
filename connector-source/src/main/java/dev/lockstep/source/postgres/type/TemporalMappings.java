package dev.lockstep.source.postgres.type;

import dev.lockstep.source.postgres.config.TimePrecisionMode;
import java.util.Date;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Dates, times and timestamps in each precision mode. */
@SuppressWarnings("JavaUtilDate") // It is what Connect's own logical types are made of.
final class TemporalMappings {

    /** What Debezium writes for infinity, from the constants of the JDBC driver. */
    private static final int INFINITE_DATE = -2_147_472_692;

    private static final int NEGATIVE_INFINITE_DATE = -2_147_472_691;
    private static final long INFINITE_MICROS = 9_223_372_036_825_200_000L;
    private static final long NEGATIVE_INFINITE_MICROS = -9_223_372_036_832_400_000L;

    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final int MAX_PRECISION = 6;

    private final TimePrecisionMode mode;

    TemporalMappings(TimePrecisionMode mode) {
        this.mode = mode;
    }

    Mapping date() {
        return switch (mode) {
            case CONNECT ->
                    Mapping.of(
                            org.apache.kafka.connect.data.Date.builder(),
                            date(day -> new Date(day * MILLIS_PER_DAY)),
                            new Date(0));
            case ISOSTRING ->
                    Mapping.of(
                            SemanticSchemas.string("io.debezium.time.IsoDate"),
                            isoDate(),
                            "1970-01-01Z");
            default ->
                    Mapping.of(
                            SemanticSchemas.int32("io.debezium.time.Date"),
                            date(day -> (int) day),
                            0);
        };
    }

    /** Whether a date is a number of days. */
    boolean hasIntegralDates() {
        return mode != TimePrecisionMode.CONNECT && mode != TimePrecisionMode.ISOSTRING;
    }

    /** A value made from a count of days or of smaller units. */
    private interface FromCount {
        Object value(long count);
    }

    private static Parser date(FromCount result) {
        DateTimeText parsed = new DateTimeText();
        return (text, from, to) -> {
            int infinity = AsciiText.infinity(text, from, to);
            if (infinity != 0) {
                int days = infinity > 0 ? INFINITE_DATE : NEGATIVE_INFINITE_DATE;
                return AsciiText.inexact(result.value(days), text, from, to);
            }
            parsed.date(text, from, to);
            return result.value(parsed.epochDay());
        };
    }

    private static Parser isoDate() {
        DateTimeText parsed = new DateTimeText();
        IsoText iso = new IsoText();
        return (text, from, to) -> {
            int infinity = AsciiText.infinity(text, from, to);
            if (infinity == 0) {
                parsed.date(text, from, to);
            } else {
                parsed.setEpochDay(infinity > 0 ? INFINITE_DATE : NEGATIVE_INFINITE_DATE);
            }
            String date =
                    iso.date(parsed.year(), parsed.month(), parsed.day()).character('Z').take();
            return infinity == 0 ? date : AsciiText.inexact(date, text, from, to);
        };
    }

    Mapping time(int typeModifier) {
        return switch (mode) {
            case CONNECT -> Mapping.of(Time.builder(), time(1_000, Date::new), new Date(0));
            case ISOSTRING ->
                    Mapping.of(
                            SemanticSchemas.string("io.debezium.time.IsoTime"),
                            isoTime(),
                            "00:00:00Z");
            case NANOSECONDS ->
                    Mapping.of(
                            SemanticSchemas.int64("io.debezium.time.NanoTime"),
                            time(1, micros -> micros * 1_000),
                            0L);
            case ADAPTIVE -> isMillis(typeModifier) ? timeOfMillis() : timeOfMicros();
            default -> timeOfMicros();
        };
    }

    private static Mapping timeOfMillis() {
        return Mapping.of(
                SemanticSchemas.int32("io.debezium.time.Time"),
                time(1_000, millis -> (int) millis),
                0);
    }

    private static Mapping timeOfMicros() {
        return Mapping.of(
                SemanticSchemas.int64("io.debezium.time.MicroTime"), time(1, Long::valueOf), 0L);
    }

    static boolean isMillis(int typeModifier) {
        return typeModifier >= 0 && typeModifier <= 3;
    }

    private static Parser time(int microsPerUnit, FromCount result) {
        DateTimeText parsed = new DateTimeText();
        return (text, from, to) -> {
            parsed.time(text, from, to);
            long micros = parsed.microOfDay();
            Object value = result.value(micros / microsPerUnit);
            return micros % microsPerUnit == 0 ? value : AsciiText.inexact(value, text, from, to);
        };
    }

    private static Parser isoTime() {
        DateTimeText parsed = new DateTimeText();
        IsoText iso = new IsoText();
        return (text, from, to) -> {
            parsed.time(text, from, to);
            // Debezium's ISO string has no 24:00, the end of a day, and gives its start.
            boolean endOfDay = parsed.microOfDay() == DateTimeText.MICROS_PER_DAY;
            String time = iso.time(endOfDay ? 0 : parsed.microOfDay()).character('Z').take();
            return endOfDay ? AsciiText.inexact(time, text, from, to) : time;
        };
    }

    /** With the offset the value was stored with, which Debezium replaces by UTC. */
    Mapping zonedTime() {
        DateTimeText parsed = new DateTimeText();
        IsoText iso = new IsoText();
        Parser parser =
                (text, from, to) -> {
                    parsed.zonedTime(text, from, to);
                    return iso.time(parsed.microOfDay()).offset(parsed.offsetSeconds()).take();
                };
        return Mapping.of(
                SemanticSchemas.string("io.debezium.time.ZonedTime"), parser, "00:00:00Z");
    }

    Mapping timestamp(int typeModifier) {
        return switch (mode) {
            case CONNECT -> Mapping.of(Timestamp.builder(), millis(Date::new), new Date(0));
            case ISOSTRING ->
                    Mapping.of(
                            SemanticSchemas.string("io.debezium.time.IsoTimestamp"),
                            isoTimestamp(),
                            "1970-01-01T00:00:00Z");
            case NANOSECONDS ->
                    Mapping.of(
                            SemanticSchemas.int64("io.debezium.time.NanoTimestamp"), nanos(), 0L);
            case MICROSECONDS -> timestampOfMicros();
            default ->
                    isMillis(typeModifier)
                            ? Mapping.of(
                                    SemanticSchemas.int64("io.debezium.time.Timestamp"),
                                    millis(Long::valueOf),
                                    0L)
                            : timestampOfMicros();
        };
    }

    private static Mapping timestampOfMicros() {
        SchemaBuilder schema = SemanticSchemas.int64("io.debezium.time.MicroTimestamp");
        return Mapping.of(schema, integral(1, INFINITE_MICROS, NEGATIVE_INFINITE_MICROS), 0L);
    }

    private static Parser nanos() {
        return integral(1_000, Long.MAX_VALUE, Long.MIN_VALUE);
    }

    /** Timestamps that may be further from 1970 than a long of micro- or nanoseconds reaches. */
    private static Parser integral(int unitsPerMicro, long infinite, long negativeInfinite) {
        DateTimeText parsed = new DateTimeText();
        return (text, from, to) -> {
            int infinity = AsciiText.infinity(text, from, to);
            if (infinity != 0) {
                return AsciiText.inexact(
                        infinity > 0 ? infinite : negativeInfinite, text, from, to);
            }
            parsed.timestamp(text, from, to);
            long perDay = DateTimeText.MICROS_PER_DAY * unitsPerMicro;
            long day = parsed.epochDay();
            long rest = parsed.microOfDay() * unitsPerMicro;
            if (Math.abs(day) < Long.MAX_VALUE / perDay) {
                return day * perDay + rest;
            }
            return atTheEdge(day, perDay, rest, text, from, to);
        };
    }

    private static Object atTheEdge(
            long day, long perDay, long rest, byte[] text, int from, int to) {
        try {
            // Counting a day before 1970 back from its end reaches the first partial day as well.
            return day < 0
                    ? Math.addExact(Math.multiplyExact(day + 1, perDay), rest - perDay)
                    : Math.addExact(Math.multiplyExact(day, perDay), rest);
        } catch (ArithmeticException e) {
            return AsciiText.inexact(null, text, from, to);
        }
    }

    private static Parser millis(FromCount result) {
        DateTimeText parsed = new DateTimeText();
        return (text, from, to) -> {
            int infinity = AsciiText.infinity(text, from, to);
            if (infinity != 0) {
                long micros = infinity > 0 ? INFINITE_MICROS : NEGATIVE_INFINITE_MICROS;
                return AsciiText.inexact(result.value(micros / 1_000), text, from, to);
            }
            parsed.timestamp(text, from, to);
            long micros = parsed.microOfDay();
            Object value = result.value(parsed.epochDay() * MILLIS_PER_DAY + micros / 1_000);
            return micros % 1_000 == 0 ? value : AsciiText.inexact(value, text, from, to);
        };
    }

    private static Parser isoTimestamp() {
        DateTimeText parsed = new DateTimeText();
        IsoText iso = new IsoText();
        return (text, from, to) -> {
            int infinity = AsciiText.infinity(text, from, to);
            if (infinity == 0) {
                parsed.timestamp(text, from, to);
            } else {
                parsed.setEpochMicros(infinity > 0 ? INFINITE_MICROS : NEGATIVE_INFINITE_MICROS);
            }
            String timestamp =
                    iso.date(parsed.year(), parsed.month(), parsed.day())
                            .character('T')
                            .time(parsed.microOfDay())
                            .character('Z')
                            .take();
            return infinity == 0 ? timestamp : AsciiText.inexact(timestamp, text, from, to);
        };
    }

    /**
     * An ISO string in UTC with as many digits of the fraction as the column has, in every mode.
     */
    Mapping zonedTimestamp(int typeModifier) {
        int digits = fractionDigits(typeModifier);
        DateTimeText parsed = new DateTimeText();
        IsoText iso = new IsoText();
        Parser parser =
                (text, from, to) -> {
                    if (AsciiText.infinity(text, from, to) != 0) {
                        return AsciiText.string(text, from, to);
                    }
                    parsed.zonedTimestamp(text, from, to);
                    parsed.toUtc();
                    return utc(parsed, iso, digits);
                };
        return Mapping.of(
                SemanticSchemas.string("io.debezium.time.ZonedTimestamp"),
                parser,
                "1970-01-01T00:00:00Z");
    }

    /** How many digits of the second's fraction a column has. */
    static int fractionDigits(int typeModifier) {
        return typeModifier < 0 ? MAX_PRECISION : Math.min(typeModifier, MAX_PRECISION);
    }

    /** A timestamp that is in UTC already. */
    static String utc(DateTimeText parsed, IsoText iso, int digits) {
        iso.date(parsed.year(), parsed.month(), parsed.day()).character('T');
        return (digits == 0 ? iso.time(parsed.microOfDay()) : iso.time(parsed.microOfDay(), digits))
                .character('Z')
                .take();
    }
}
