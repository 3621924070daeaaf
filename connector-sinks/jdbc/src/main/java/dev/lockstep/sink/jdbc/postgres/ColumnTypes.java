package dev.lockstep.sink.jdbc.postgres;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** The type of a column that is made for the values of a schema. */
final class ColumnTypes {

    private static final String PRECISION = "connect.decimal.precision";

    private ColumnTypes() {}

    static String of(Schema schema, boolean key) {
        String source = SourceTypes.of(schema);
        String type = source != null ? source : bySchema(schema);
        return key ? comparable(type) : type;
    }

    /** Keys need a type that has an order. */
    private static String comparable(String type) {
        return switch (type) {
            case "json" -> "jsonb";
            case "xml", "point" -> "text";
            default -> type;
        };
    }

    private static String bySchema(Schema schema) {
        String named = schema.name() == null ? null : byName(schema);
        return named != null ? named : plain(schema);
    }

    /** Null for names that say nothing which the type does not. */
    private static String byName(Schema schema) {
        return switch (schema.name()) {
            case "org.apache.kafka.connect.data.Decimal" -> decimal(schema.parameters());
            case "io.debezium.data.VariableScaleDecimal" -> "numeric";
            case "io.debezium.data.Json" -> "json";
            case "io.debezium.data.Xml" -> "xml";
            case "io.debezium.data.Uuid" -> "uuid";
            case "io.debezium.data.Tsvector" -> "tsvector";
            case "io.debezium.data.Bits" -> bits(schema.parameters());
            case "io.debezium.data.geometry.Point" -> "point";
            case "io.debezium.data.geometry.Geometry",
                    "io.debezium.data.geometry.Geography",
                    "io.debezium.data.SparseDoubleVector" ->
                    "text";
            default -> temporal(schema.name());
        };
    }

    private static String temporal(String name) {
        return switch (name) {
            case "io.debezium.time.Date",
                    "io.debezium.time.IsoDate",
                    "org.apache.kafka.connect.data.Date" ->
                    "date";
            case "io.debezium.time.Time", "org.apache.kafka.connect.data.Time" ->
                    "time(3) without time zone";
            case "io.debezium.time.MicroTime",
                    "io.debezium.time.NanoTime",
                    "io.debezium.time.IsoTime" ->
                    "time without time zone";
            case "io.debezium.time.ZonedTime" -> "time with time zone";
            case "io.debezium.time.Timestamp", "org.apache.kafka.connect.data.Timestamp" ->
                    "timestamp(3) without time zone";
            case "io.debezium.time.MicroTimestamp",
                    "io.debezium.time.NanoTimestamp",
                    "io.debezium.time.IsoTimestamp" ->
                    "timestamp without time zone";
            case "io.debezium.time.ZonedTimestamp" -> "timestamp with time zone";
            case "io.debezium.time.Interval",
                    "io.debezium.time.MicroDuration",
                    "io.debezium.time.NanoDuration" ->
                    "interval";
            default -> null;
        };
    }

    private static String plain(Schema schema) {
        return switch (schema.type()) {
            case BOOLEAN -> "boolean";
            case INT8, INT16 -> "smallint";
            case INT32 -> "integer";
            case INT64 -> "bigint";
            case FLOAT32 -> "real";
            case FLOAT64 -> "double precision";
            case STRING -> "text";
            case BYTES -> "bytea";
            case ARRAY -> of(schema.valueSchema(), false) + "[]";
            case MAP, STRUCT -> "jsonb";
        };
    }

    /** Of a decimal without a precision every number of digits is possible. */
    private static String decimal(Map<String, String> parameters) {
        String precision = parameters == null ? null : parameters.get(PRECISION);
        return precision == null
                ? "numeric"
                : "numeric(" + precision + "," + parameters.get("scale") + ")";
    }

    private static String bits(Map<String, String> parameters) {
        String length = parameters == null ? null : parameters.get("length");
        return length == null || length.equals(Integer.toString(Integer.MAX_VALUE))
                ? "bit varying"
                : "bit varying(" + length + ")";
    }
}
