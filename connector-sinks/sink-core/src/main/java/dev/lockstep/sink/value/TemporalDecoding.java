package dev.lockstep.sink.value;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Dates, times and durations of Connect's and Debezium's schemas. A time outside of a day becomes a
 * {@link Duration}: MySQL's TIME holds such.
 */
public final class TemporalDecoding {

    private static final long NANOS_OF_DAY = Duration.ofDays(1).toNanos();

    private static final Map<String, UnaryOperator<Object>> BY_NAME =
            Map.ofEntries(
                    Map.entry("io.debezium.time.Date", TemporalDecoding::days),
                    Map.entry(
                            "org.apache.kafka.connect.data.Date",
                            value -> dateTime(value).toLocalDate()),
                    Map.entry("io.debezium.time.Time", value -> time(value, 1_000_000)),
                    Map.entry("io.debezium.time.MicroTime", value -> time(value, 1_000)),
                    Map.entry("io.debezium.time.NanoTime", value -> time(value, 1)),
                    Map.entry(
                            "org.apache.kafka.connect.data.Time",
                            value -> time(((Date) value).toInstant().toEpochMilli(), 1_000_000)),
                    Map.entry("io.debezium.time.Timestamp", value -> timestamp(value, 1_000)),
                    Map.entry(
                            "io.debezium.time.MicroTimestamp",
                            value -> timestamp(value, 1_000_000)),
                    Map.entry(
                            "io.debezium.time.NanoTimestamp",
                            value -> timestamp(value, 1_000_000_000)),
                    Map.entry(
                            "org.apache.kafka.connect.data.Timestamp", TemporalDecoding::dateTime),
                    Map.entry("io.debezium.time.ZonedTimestamp", text -> zoned((String) text)),
                    Map.entry(
                            "io.debezium.time.ZonedTime", text -> OffsetTime.parse((String) text)),
                    Map.entry("io.debezium.time.IsoDate", text -> isoDate((String) text)),
                    Map.entry("io.debezium.time.IsoTime", text -> isoTime((String) text)),
                    Map.entry("io.debezium.time.IsoTimestamp", text -> isoTimestamp((String) text)),
                    Map.entry(
                            "io.debezium.time.MicroDuration",
                            value -> Duration.of(number(value), ChronoUnit.MICROS)),
                    Map.entry(
                            "io.debezium.time.NanoDuration",
                            value -> Duration.ofNanos(number(value))));

    private TemporalDecoding() {}

    /** Null for any other name. */
    static UnaryOperator<Object> byName(String name) {
        return BY_NAME.get(name);
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    private static Object days(Object value) {
        return LocalDate.ofEpochDay(number(value));
    }

    private static LocalDateTime dateTime(Object value) {
        return timestamp(((Date) value).toInstant().toEpochMilli(), 1_000);
    }

    /** A time of day, or a {@link Duration} beyond it. */
    public static Object time(Object value, long nanosPerUnit) {
        long nanos = Math.multiplyExact(number(value), nanosPerUnit);
        return nanos >= 0 && nanos < NANOS_OF_DAY
                ? LocalTime.ofNanoOfDay(nanos)
                : Duration.ofNanos(nanos);
    }

    /** A timestamp from a count of units since 1970. */
    public static LocalDateTime timestamp(Object value, long unitsPerSecond) {
        long units = number(value);
        long nanos = Math.floorMod(units, unitsPerSecond) * (1_000_000_000 / unitsPerSecond);
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(units, unitsPerSecond), (int) nanos, ZoneOffset.UTC);
    }

    /** A timestamp with an offset, in UTC. */
    public static OffsetDateTime zoned(String text) {
        return OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
    }

    /** A date; a Z that follows is left out. */
    public static LocalDate isoDate(String text) {
        return LocalDate.parse(withoutZone(text));
    }

    /** A time; a Z that follows is left out. */
    public static LocalTime isoTime(String text) {
        return LocalTime.parse(withoutZone(text));
    }

    /** A timestamp, with a T or a space in it; a Z that follows is left out. */
    public static LocalDateTime isoTimestamp(String text) {
        return LocalDateTime.parse(withoutZone(text).replace(' ', 'T'));
    }

    private static String withoutZone(String text) {
        return text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
    }
}
