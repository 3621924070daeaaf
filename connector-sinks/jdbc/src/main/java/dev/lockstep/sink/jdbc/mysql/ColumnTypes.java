package dev.lockstep.sink.jdbc.mysql;

import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/** The types of columns that are created. */
final class ColumnTypes {

    static final int MAX_DIGITS = 65;

    private static final int MAX_BITS = 64;

    /** What an index takes of four-byte characters by any row format. */
    private static final int KEY_LENGTH = 255;

    /** Longer columns would soon fill a row's 65,535 bytes. */
    private static final int LONGEST_VARCHAR = 1_000;

    private static final String EXACT_DECIMAL = "decimal(65,30)";
    private static final String PRECISION = "connect.decimal.precision";
    private static final String SOURCE_TYPE = "__debezium.source.column.type";
    private static final String SOURCE_LENGTH = "__debezium.source.column.length";

    private final Server server;

    ColumnTypes(Server server) {
        this.server = server;
    }

    String of(Schema schema, boolean key) {
        String named = schema.name() == null ? null : named(schema, key);
        return named == null ? plain(schema, key) : named;
    }

    private String named(Schema schema, boolean key) {
        return switch (schema.name()) {
            case "io.debezium.time.Date",
                    "io.debezium.time.IsoDate",
                    "org.apache.kafka.connect.data.Date" ->
                    "date";
            case "io.debezium.time.Time", "org.apache.kafka.connect.data.Time" -> "time(3)";
            case "io.debezium.time.MicroTime",
                    "io.debezium.time.NanoTime",
                    "io.debezium.time.IsoTime" ->
                    "time(6)";
            case "io.debezium.time.Timestamp", "org.apache.kafka.connect.data.Timestamp" ->
                    "datetime(3)";
            // Not timestamp, which ends in 2038.
            case "io.debezium.time.MicroTimestamp",
                    "io.debezium.time.NanoTimestamp",
                    "io.debezium.time.IsoTimestamp",
                    "io.debezium.time.ZonedTimestamp" ->
                    "datetime(6)";
            case "io.debezium.time.ZonedTime" -> "varchar(21)";
            case "io.debezium.time.MicroDuration", "io.debezium.time.NanoDuration" -> "varchar(32)";
            default -> namedOther(schema, key);
        };
    }

    private String namedOther(Schema schema, boolean key) {
        return switch (schema.name()) {
            case "io.debezium.data.Json" -> key ? text(KEY_LENGTH) : "json";
            case "io.debezium.data.Uuid" ->
                    server.hasUuid() ? "uuid" : "char(36) CHARACTER SET ascii COLLATE ascii_bin";
            case "io.debezium.data.Enum" -> text(KEY_LENGTH);
            case "io.debezium.data.Bits" -> bits(schema, key);
            case "io.debezium.data.VariableScaleDecimal" -> EXACT_DECIMAL;
            case "org.apache.kafka.connect.data.Decimal" -> decimal(schema, key);
            case "io.debezium.data.geometry.Point" -> "point";
            case "io.debezium.data.geometry.Geometry", "io.debezium.data.geometry.Geography" ->
                    "geometry";
            default -> null;
        };
    }

    private String plain(Schema schema, boolean key) {
        return switch (schema.type()) {
            case INT8 -> "tinyint";
            case INT16 -> "smallint";
            case INT32 -> "int";
            case INT64 -> "bigint";
            case FLOAT32 -> "float";
            case FLOAT64 -> "double";
            case BOOLEAN -> "boolean";
            case STRING -> string(schema, key);
            case BYTES -> key ? "varbinary(" + KEY_LENGTH + ")" : "longblob";
            case ARRAY, MAP, STRUCT -> "json";
        };
    }

    private String string(Schema schema, boolean key) {
        int length = sourceLength(schema);
        if (key) {
            return text(length > 0 && length < KEY_LENGTH ? length : KEY_LENGTH);
        }
        return length > 0 && length <= LONGEST_VARCHAR ? "varchar(" + length + ")" : "longtext";
    }

    /** For texts that must be told apart. */
    private String text(int length) {
        return "varchar(" + length + ") CHARACTER SET utf8mb4 COLLATE " + server.exactCollation();
    }

    private String bits(Schema schema, boolean key) {
        int length = parameter(schema, "length");
        return length > 0 && length <= MAX_BITS
                ? "bit(" + length + ")"
                : key ? text(KEY_LENGTH) : "longtext";
    }

    private String decimal(Schema schema, boolean key) {
        int scale = Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD));
        int precision = decimalPrecision(schema);
        if (scale > server.maxScale() || precision > MAX_DIGITS) {
            return key ? text(KEY_LENGTH) : "longtext";
        }
        return "decimal("
                + Math.max(precision > 0 ? precision : MAX_DIGITS, Math.max(scale, 0))
                + ","
                + Math.max(scale, 0)
                + ")";
    }

    /** The digits of a decimal that tells them; else 0. */
    static int decimalPrecision(Schema schema) {
        return parameter(schema, PRECISION);
    }

    /** The length of a source's column that tells one; else 0. */
    private static int sourceLength(Schema schema) {
        Map<String, String> parameters = schema.parameters();
        String type = parameters == null ? null : parameters.get(SOURCE_TYPE);
        return type != null && type.contains("CHAR") ? parameter(schema, SOURCE_LENGTH) : 0;
    }

    /** A number among the parameters; 0 where there is none. */
    private static int parameter(Schema schema, String name) {
        Map<String, String> parameters = schema.parameters();
        String value = parameters == null ? null : parameters.get(name);
        return value == null ? 0 : Integer.parseInt(value);
    }
}
