package dev.lockstep.transform.outbox;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;

/** The time in a column, in milliseconds since 1970. */
public final class EventTime {

    private EventTime() {}

    /**
     * The milliseconds; null if the value is no point in time, or a number whose unit no schema
     * tells.
     *
     * @param schema null for a value without one
     */
    public static Long millis(Object value, Schema schema) {
        if (value instanceof Date date) {
            return date.toInstant().toEpochMilli();
        }
        if (value instanceof Long number) {
            return schema == null || schema.name() == null ? null : scaled(number, schema.name());
        }
        return value instanceof String text ? parsed(text) : null;
    }

    private static Long scaled(long number, String unit) {
        return switch (unit) {
            case "io.debezium.time.Timestamp" -> (Long) number;
            case "io.debezium.time.MicroTimestamp" -> (Long) Math.floorDiv(number, 1_000L);
            case "io.debezium.time.NanoTimestamp" -> (Long) Math.floorDiv(number, 1_000_000L);
            default -> null;
        };
    }

    private static Long parsed(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
