package dev.lockstep.sink.document;

import dev.lockstep.sink.value.SchemaKind;
import org.apache.kafka.connect.data.Schema;

/** What a column's values mean. */
public enum ValueKind {
    BOOLEAN,
    /** A whole number of at most 32 bits. */
    INTEGER,
    /** A whole number of at most 64 bits. */
    LONG,
    FLOAT,
    DOUBLE,
    DECIMAL,
    TEXT,
    /** Text, one of few. */
    ENUM,
    UUID,
    DATE,
    /** A time of day without an offset. */
    TIME,
    TIME_TZ,
    /** A timestamp without an offset. */
    TIMESTAMP,
    TIMESTAMP_TZ,
    /** A duration. */
    INTERVAL,
    /** A string of zeros and ones. */
    BITS,
    BYTES,
    /** A document of any form. */
    JSON,
    /** Members that are known. */
    OBJECT,
    /** Members of any name. */
    MAP,
    GEOMETRY,
    /** Numbers whose count is fixed. */
    VECTOR,
    /** Members of which those that are not zero are told, by their number. */
    SPARSE_VECTOR,
    /** Whatever JSON it came as: a column without a schema. */
    UNKNOWN;

    /**
     * What a schema's values mean; of arrays, their elements.
     *
     * @param schema null for none
     */
    static ValueKind of(Schema schema) {
        if (schema == null) {
            return UNKNOWN;
        }
        ValueKind named = schema.name() == null ? null : named(schema.name());
        if (named != null) {
            return named;
        }
        return switch (SchemaKind.of(schema)) {
            case BOOLEAN -> BOOLEAN;
            case INTEGER -> schema.type() == Schema.Type.INT64 ? LONG : INTEGER;
            case FLOAT -> schema.type() == Schema.Type.FLOAT32 ? FLOAT : DOUBLE;
            case DECIMAL -> DECIMAL;
            case TEXT -> TEXT;
            case BYTES -> BYTES;
            case DATE -> DATE;
            case TIME -> TIME;
            case TIME_TZ -> TIME_TZ;
            case TIMESTAMP -> TIMESTAMP;
            case TIMESTAMP_TZ -> TIMESTAMP_TZ;
            case JSON -> nested(schema);
            case UUID -> UUID;
            case BITS -> BITS;
            case GEOMETRY -> GEOMETRY;
            case INTERVAL -> INTERVAL;
            case ANY -> UNKNOWN;
        };
    }

    private static ValueKind named(String name) {
        return switch (name) {
            case "io.debezium.data.Enum" -> ENUM;
            case "io.debezium.data.FloatVector", "io.debezium.data.DoubleVector" -> VECTOR;
            case "io.debezium.data.SparseVector", "io.debezium.data.SparseDoubleVector" ->
                    SPARSE_VECTOR;
            default -> null;
        };
    }

    private static ValueKind nested(Schema schema) {
        return switch (schema.type()) {
            case ARRAY -> of(schema.valueSchema());
            case MAP -> MAP;
            case STRUCT -> OBJECT;
            default -> JSON;
        };
    }
}
