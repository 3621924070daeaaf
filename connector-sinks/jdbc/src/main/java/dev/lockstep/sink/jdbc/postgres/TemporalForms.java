package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.postgres.ValueForm.Kind;
import java.util.Date;
import java.util.function.ToLongFunction;

/** Dates, times, timestamps and durations, by the names of their schemas. */
@SuppressWarnings("JavaUtilDate") // It is what Connect's own logical types are made of.
final class TemporalForms {

    /** What Debezium writes for the infinities, from constants of the JDBC driver. */
    private static final int INFINITE_DATE = -2_147_472_692;

    private static final int NEGATIVE_INFINITE_DATE = -2_147_472_691;
    private static final long INFINITE_MICROS = 9_223_372_036_825_200_000L;
    private static final long NEGATIVE_INFINITE_MICROS = -9_223_372_036_832_400_000L;

    private static final String PREFIX = "io.debezium.time.";
    private static final long MILLIS_PER_DAY = 86_400_000;

    private TemporalForms() {}

    /** Null for other names. */
    static ValueForm of(String schema) {
        return switch (schema) {
            case "io.debezium.time.Date" -> date(TemporalForms::days);
            case "org.apache.kafka.connect.data.Date" ->
                    date(value -> days(Math.floorDiv(millis(value), MILLIS_PER_DAY)));
            case "io.debezium.time.IsoDate" -> {
                IsoReader reader = new IsoReader();
                yield date(value -> reader.date(string(value)));
            }
            case "io.debezium.time.Interval" ->
                    ValueForm.ofText(Kind.STRING, TemporalForms::string);
            case "io.debezium.time.MicroDuration" -> duration(1);
            case "io.debezium.time.NanoDuration" -> duration(1_000);
            default -> schema.endsWith("Timestamp") ? timestampOf(schema) : timeOf(schema);
        };
    }

    /**
     * Of values that are a count or a text; both forms are of one kind.
     *
     * @param count Debezium's name of the count
     * @param text Debezium's name of the text
     */
    static ValueForm countOrText(String count, String text) {
        ValueForm ofCount = of(PREFIX + count);
        ValueForm ofText = of(PREFIX + text);
        return ValueForm.ofNumber(
                ofText.kind(),
                value -> (value instanceof String ? ofText : ofCount).number().applyAsLong(value),
                value -> (value instanceof String ? ofText : ofCount).text().apply(value));
    }

    private static ValueForm timeOf(String schema) {
        return switch (schema) {
            case "io.debezium.time.Time" -> time(value -> SchemaForms.integer(value) * 1_000);
            case "io.debezium.time.MicroTime" -> time(SchemaForms::integer);
            case "io.debezium.time.NanoTime" -> time(value -> SchemaForms.integer(value) / 1_000);
            case "org.apache.kafka.connect.data.Time" -> time(value -> millis(value) * 1_000);
            case "io.debezium.time.IsoTime" -> {
                IsoReader reader = new IsoReader();
                yield time(value -> reader.time(string(value)));
            }
            default -> null;
        };
    }

    private static ValueForm timestampOf(String schema) {
        return switch (schema) {
            case "io.debezium.time.Timestamp" ->
                    timestamp(value -> ofMillis(SchemaForms.integer(value)));
            case "io.debezium.time.MicroTimestamp" ->
                    timestamp(value -> ofMicros(SchemaForms.integer(value)));
            case "io.debezium.time.NanoTimestamp" ->
                    timestamp(value -> ofNanos(SchemaForms.integer(value)));
            case "org.apache.kafka.connect.data.Timestamp" ->
                    timestamp(value -> ofMillis(millis(value)));
            case "io.debezium.time.IsoTimestamp" -> {
                IsoReader reader = new IsoReader();
                yield timestamp(value -> reader.timestamp(string(value)));
            }
            case "io.debezium.time.ZonedTimestamp" -> zonedTimestamp();
            default -> null;
        };
    }

    private static ValueForm zonedTimestamp() {
        IsoReader reader = new IsoReader();
        ToLongFunction<Object> micros = value -> reader.timestamp(string(value));
        return ValueForm.ofNumber(
                Kind.ZONED_TIMESTAMP,
                micros,
                value -> Calendar.timestamp(micros.applyAsLong(value), "+00"));
    }

    private static ValueForm date(ToLongFunction<Object> days) {
        return ValueForm.ofNumber(Kind.DATE, days, value -> Calendar.date(days.applyAsLong(value)));
    }

    private static ValueForm time(ToLongFunction<Object> micros) {
        return ValueForm.ofNumber(
                Kind.TIME, micros, value -> Calendar.time(micros.applyAsLong(value)));
    }

    private static ValueForm timestamp(ToLongFunction<Object> micros) {
        return ValueForm.ofNumber(
                Kind.TIMESTAMP, micros, value -> Calendar.timestamp(micros.applyAsLong(value), ""));
    }

    private static ValueForm duration(long unitsPerMicro) {
        ToLongFunction<Object> micros = value -> SchemaForms.integer(value) / unitsPerMicro;
        return ValueForm.ofNumber(
                Kind.DURATION, micros, value -> Calendar.time(micros.applyAsLong(value)));
    }

    private static long days(Object value) {
        long days = SchemaForms.integer(value);
        if (days == INFINITE_DATE) {
            return Long.MAX_VALUE;
        }
        return days == NEGATIVE_INFINITE_DATE ? Long.MIN_VALUE : days;
    }

    private static long ofMillis(long millis) {
        if (millis == INFINITE_MICROS / 1_000) {
            return Long.MAX_VALUE;
        }
        return millis == NEGATIVE_INFINITE_MICROS / 1_000
                ? Long.MIN_VALUE
                : Math.multiplyExact(
                        Math.subtractExact(millis, Calendar.EPOCH_MICROS / 1_000), 1_000L);
    }

    private static long ofMicros(long micros) {
        if (micros == INFINITE_MICROS) {
            return Long.MAX_VALUE;
        }
        return micros == NEGATIVE_INFINITE_MICROS
                ? Long.MIN_VALUE
                : Math.subtractExact(micros, Calendar.EPOCH_MICROS);
    }

    private static long ofNanos(long nanos) {
        return nanos == Long.MAX_VALUE || nanos == Long.MIN_VALUE
                ? nanos
                : Math.floorDiv(nanos, 1_000L) - Calendar.EPOCH_MICROS;
    }

    private static long millis(Object value) {
        return value instanceof Date date ? date.getTime() : SchemaForms.integer(value);
    }

    private static String string(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw ValueForm.unexpected(value);
    }
}
