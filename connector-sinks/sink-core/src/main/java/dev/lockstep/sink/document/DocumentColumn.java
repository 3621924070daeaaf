package dev.lockstep.sink.document;

import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.config.DecimalFormat;
import dev.lockstep.sink.config.DocumentOptions;
import dev.lockstep.sink.config.JsonFormat;
import dev.lockstep.sink.config.TemporalFormat;
import dev.lockstep.sink.value.SchemaKind;
import java.util.List;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/**
 * What the values of a column become in documents, for the mappings and schemas of targets. Any may
 * be null, and any may be a string after all where the source tells a text that its type cannot
 * hold, like infinity.
 *
 * @param name at the source
 * @param schema null for none
 * @param kind what values mean; of an array, its elements
 * @param type what values are written as; of an array, its elements
 * @param array whether it is an array of these, of however many dimensions
 * @param precision digits of a decimal; -1 where it is not known or not bounded
 * @param scale digits of a decimal after the point; -1 where it is not known or not fixed
 */
public record DocumentColumn(
        String name,
        Schema schema,
        ValueKind kind,
        JsonType type,
        boolean array,
        int precision,
        int scale) {

    private static final int UNKNOWN = -1;

    /** The columns of a shape, in its order. */
    public static List<DocumentColumn> of(RowShape shape, DocumentOptions options) {
        return shape.columns().stream()
                .map(column -> of(column.name(), column.schema(), options))
                .toList();
    }

    /**
     * A column, or a field of one that is an object.
     *
     * @param schema null for none
     */
    public static DocumentColumn of(String name, Schema schema, DocumentOptions options) {
        ValueKind kind = ValueKind.of(schema);
        boolean array = schema != null && schema.type() == Schema.Type.ARRAY;
        Schema element = array ? element(schema) : schema;
        return new DocumentColumn(
                name,
                schema,
                kind,
                type(kind, options),
                array,
                parameter(element, kind, "connect.decimal.precision"),
                parameter(element, kind, Decimal.SCALE_FIELD));
    }

    private static Schema element(Schema schema) {
        Schema element = schema;
        while (element.type() == Schema.Type.ARRAY) {
            element = element.valueSchema();
        }
        return element;
    }

    private static int parameter(Schema schema, ValueKind kind, String name) {
        Integer value = kind == ValueKind.DECIMAL ? SchemaKind.parameter(schema, name) : null;
        return value == null ? UNKNOWN : value;
    }

    private static JsonType type(ValueKind kind, DocumentOptions options) {
        return switch (kind) {
            case BOOLEAN -> JsonType.BOOLEAN;
            case INTEGER, LONG, FLOAT, DOUBLE, VECTOR -> JsonType.NUMBER;
            case DECIMAL ->
                    options.decimals() == DecimalFormat.NUMBER ? JsonType.NUMBER : JsonType.STRING;
            case DATE, TIMESTAMP, TIMESTAMP_TZ ->
                    options.temporals() == TemporalFormat.ISO ? JsonType.STRING : JsonType.NUMBER;
            case TEXT, ENUM, UUID, TIME, TIME_TZ, INTERVAL, BITS, BYTES -> JsonType.STRING;
            case JSON -> options.json() == JsonFormat.OBJECT ? JsonType.ANY : JsonType.STRING;
            case OBJECT, MAP, GEOMETRY, SPARSE_VECTOR -> JsonType.OBJECT;
            case UNKNOWN -> JsonType.ANY;
        };
    }
}
