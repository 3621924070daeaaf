package dev.lockstep.sink.document;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.config.TemporalFormat;
import dev.lockstep.sink.value.Decoding;
import dev.lockstep.sink.value.TemporalDecoding;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Schema;

/**
 * Finds the writer for dates, times and durations of Connect's and Debezium's schemas. Texts are
 * written as they are, without the Z that some of Debezium's put after what has no zone.
 */
final class TemporalWriters {

    private static final long SECONDS_PER_DAY = 86_400;
    private static final int NANOS = 1_000_000_000;

    /** 0 for ISO 8601. */
    private final int epoch;

    TemporalWriters(TemporalFormat format) {
        this.epoch = format.unitsPerSecond();
    }

    ValueWriter of(Schema schema) {
        return switch (schema.name()) {
            case "io.debezium.time.Date" -> (value, out) -> date(number(value), out);
            case "org.apache.kafka.connect.data.Date" ->
                    (value, out) ->
                            date(Math.floorDiv(millis(value), 1_000L * SECONDS_PER_DAY), out);
            case "io.debezium.time.Time" -> times(1_000_000);
            case "io.debezium.time.MicroTime" -> times(1_000);
            case "io.debezium.time.NanoTime" -> times(1);
            case "org.apache.kafka.connect.data.Time" ->
                    (value, out) -> quotedTime(millis(value) * 1_000_000, out);
            case "io.debezium.time.Timestamp" -> timestamps(1_000);
            case "io.debezium.time.MicroTimestamp" -> timestamps(1_000_000);
            case "io.debezium.time.NanoTimestamp" -> timestamps(NANOS);
            case "org.apache.kafka.connect.data.Timestamp" ->
                    (value, out) -> timestamp(millis(value), 1_000, out);
            default -> texts(schema);
        };
    }

    private ValueWriter texts(Schema schema) {
        return switch (schema.name()) {
            case "io.debezium.time.ZonedTimestamp" -> (value, out) -> zoned((String) value, out);
            case "io.debezium.time.IsoDate" -> (value, out) -> isoDate((String) value, out);
            case "io.debezium.time.IsoTime" ->
                    (value, out) -> out.string(withoutZone((String) value));
            case "io.debezium.time.IsoTimestamp" ->
                    (value, out) -> isoTimestamp((String) value, out);
            default -> durations(schema);
        };
    }

    /** A count of units becomes a duration, a text stays one. */
    private static ValueWriter durations(Schema schema) {
        UnaryOperator<Object> decode = Decoding.of(schema);
        return (value, out) -> out.string(decode.apply(value).toString());
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    private static long millis(Object value) {
        return ((Date) value).toInstant().toEpochMilli();
    }

    private static String withoutZone(String text) {
        return text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
    }

    private void date(long day, JsonBytes out) {
        if (epoch > 0) {
            out.number(Math.multiplyExact(Math.multiplyExact(day, SECONDS_PER_DAY), epoch));
            return;
        }
        out.raw('"');
        IsoText.date(day, out);
        out.raw('"');
    }

    private static ValueWriter times(long nanosPerUnit) {
        return (value, out) -> quotedTime(Math.multiplyExact(number(value), nanosPerUnit), out);
    }

    private static void quotedTime(long nanos, JsonBytes out) {
        out.raw('"');
        IsoText.time(nanos, out);
        out.raw('"');
    }

    private ValueWriter timestamps(int unitsPerSecond) {
        return (value, out) -> timestamp(number(value), unitsPerSecond, out);
    }

    private void timestamp(long units, int unitsPerSecond, JsonBytes out) {
        long second = Math.floorDiv(units, unitsPerSecond);
        int nanos = Math.floorMod(units, unitsPerSecond) * (NANOS / unitsPerSecond);
        timestampOf(second, nanos, out);
    }

    private void timestampOf(long second, int nanos, JsonBytes out) {
        if (epoch > 0) {
            out.number(Math.addExact(Math.multiplyExact(second, epoch), nanos / (NANOS / epoch)));
            return;
        }
        out.raw('"');
        IsoText.timestamp(second, nanos, out);
        out.raw('"');
    }

    private void zoned(String text, JsonBytes out) {
        if (epoch > 0) {
            OffsetDateTime time = TemporalDecoding.zoned(text);
            timestampOf(time.toEpochSecond(), time.getNano(), out);
        } else {
            out.string(text);
        }
    }

    private void isoDate(String text, JsonBytes out) {
        if (epoch > 0) {
            LocalDate date = TemporalDecoding.isoDate(text);
            date(date.toEpochDay(), out);
        } else {
            out.string(withoutZone(text));
        }
    }

    @SuppressWarnings("JavaLocalDateTimeGetNano") // the seconds come from toEpochSecond
    private void isoTimestamp(String text, JsonBytes out) {
        if (epoch > 0) {
            LocalDateTime time = TemporalDecoding.isoTimestamp(text);
            timestampOf(time.toEpochSecond(ZoneOffset.UTC), time.getNano(), out);
        } else {
            out.string(withoutZone(text));
        }
    }
}
