package dev.lockstep.json;

import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** The forms that a value of some schema can take in JSON. */
enum JsonKind {
    BOOLEAN,
    INT8,
    INT16,
    INT32,
    INT64,
    FLOAT32,
    FLOAT64,
    STRING,
    BYTES,
    DECIMAL,
    DATE,
    TIME,
    TIMESTAMP,
    ARRAY,
    /** A map whose keys are strings: an object. */
    NAMED_MAP,
    /** Any other map: an array of pairs. */
    MAP,
    STRUCT;

    private static final Map<String, JsonKind> LOGICAL =
            Map.of(
                    Decimal.LOGICAL_NAME, DECIMAL,
                    Date.LOGICAL_NAME, DATE,
                    Time.LOGICAL_NAME, TIME,
                    Timestamp.LOGICAL_NAME, TIMESTAMP);

    static JsonKind of(Schema schema) {
        JsonKind logical = schema.name() == null ? null : LOGICAL.get(schema.name());
        if (logical != null) {
            return logical;
        }
        return switch (schema.type()) {
            case BOOLEAN -> BOOLEAN;
            case INT8 -> INT8;
            case INT16 -> INT16;
            case INT32 -> INT32;
            case INT64 -> INT64;
            case FLOAT32 -> FLOAT32;
            case FLOAT64 -> FLOAT64;
            case STRING -> STRING;
            case BYTES -> BYTES;
            case ARRAY -> ARRAY;
            case MAP -> schema.keySchema().type() == Schema.Type.STRING ? NAMED_MAP : MAP;
            case STRUCT -> STRUCT;
        };
    }

    boolean isMap() {
        return this == NAMED_MAP || this == MAP;
    }
}
