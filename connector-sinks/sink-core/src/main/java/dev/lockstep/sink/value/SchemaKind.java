package dev.lockstep.sink.value;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** The kind of column that holds every value of a schema. */
public final class SchemaKind {

    private static final Map<String, ColumnKind> BY_NAME =
            Map.ofEntries(
                    Map.entry("io.debezium.time.Date", ColumnKind.DATE),
                    Map.entry("io.debezium.time.IsoDate", ColumnKind.DATE),
                    Map.entry("org.apache.kafka.connect.data.Date", ColumnKind.DATE),
                    Map.entry("io.debezium.time.Time", ColumnKind.TIME),
                    Map.entry("io.debezium.time.MicroTime", ColumnKind.TIME),
                    Map.entry("io.debezium.time.NanoTime", ColumnKind.TIME),
                    Map.entry("io.debezium.time.IsoTime", ColumnKind.TIME),
                    Map.entry("org.apache.kafka.connect.data.Time", ColumnKind.TIME),
                    Map.entry("io.debezium.time.ZonedTime", ColumnKind.TIME_TZ),
                    Map.entry("io.debezium.time.Timestamp", ColumnKind.TIMESTAMP),
                    Map.entry("io.debezium.time.MicroTimestamp", ColumnKind.TIMESTAMP),
                    Map.entry("io.debezium.time.NanoTimestamp", ColumnKind.TIMESTAMP),
                    Map.entry("io.debezium.time.IsoTimestamp", ColumnKind.TIMESTAMP),
                    Map.entry("org.apache.kafka.connect.data.Timestamp", ColumnKind.TIMESTAMP),
                    Map.entry("io.debezium.time.ZonedTimestamp", ColumnKind.TIMESTAMP_TZ),
                    Map.entry("io.debezium.time.MicroDuration", ColumnKind.INTERVAL),
                    Map.entry("io.debezium.time.NanoDuration", ColumnKind.INTERVAL),
                    Map.entry("io.debezium.time.Interval", ColumnKind.INTERVAL),
                    Map.entry("org.apache.kafka.connect.data.Decimal", ColumnKind.DECIMAL),
                    Map.entry("io.debezium.data.VariableScaleDecimal", ColumnKind.DECIMAL),
                    Map.entry("io.debezium.data.Json", ColumnKind.JSON),
                    Map.entry("io.debezium.data.Uuid", ColumnKind.UUID),
                    Map.entry("io.debezium.data.Bits", ColumnKind.BITS),
                    Map.entry("io.debezium.data.geometry.Point", ColumnKind.GEOMETRY),
                    Map.entry("io.debezium.data.geometry.Geometry", ColumnKind.GEOMETRY),
                    Map.entry("io.debezium.data.geometry.Geography", ColumnKind.GEOMETRY));

    private SchemaKind() {}

    /** Arrays, maps and structs without a name of their own are documents. */
    public static ColumnKind of(Schema schema) {
        ColumnKind named = schema.name() == null ? null : BY_NAME.get(schema.name());
        if (named != null) {
            return named;
        }
        return switch (schema.type()) {
            case BOOLEAN -> ColumnKind.BOOLEAN;
            case INT8, INT16, INT32, INT64 -> ColumnKind.INTEGER;
            case FLOAT32, FLOAT64 -> ColumnKind.FLOAT;
            case STRING -> ColumnKind.TEXT;
            case BYTES -> ColumnKind.BYTES;
            case ARRAY, MAP, STRUCT -> ColumnKind.JSON;
        };
    }

    /** A number among a schema's parameters; null where it is not given. */
    public static Integer parameter(Schema schema, String name) {
        String value = schema.parameters() == null ? null : schema.parameters().get(name);
        return value == null ? null : Integer.valueOf(value);
    }
}
