package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.postgres.ValueForm.Kind;
import dev.lockstep.sink.jdbc.value.JsonText;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** The form of the values of a Connect schema: Debezium's semantic types and Connect's own. */
final class SchemaForms {

    private SchemaForms() {}

    static ValueForm of(Schema schema) {
        ValueForm named = schema.name() == null ? null : named(schema);
        return named == null ? plain(schema) : named;
    }

    /** Null for names that say nothing which the type does not. */
    private static ValueForm named(Schema schema) {
        return switch (schema.name()) {
            case "org.apache.kafka.connect.data.Decimal" -> decimal();
            case "io.debezium.data.VariableScaleDecimal" -> DecimalForms.variableScale(schema);
            case "io.debezium.data.Bits" -> BitText.form(schema);
            case "io.debezium.data.geometry.Point" -> GeometryText.point();
            case "io.debezium.data.geometry.Geometry", "io.debezium.data.geometry.Geography" ->
                    GeometryText.geometry();
            case "io.debezium.data.DoubleVector", "io.debezium.data.FloatVector" -> vector(schema);
            case "io.debezium.data.SparseDoubleVector" ->
                    ValueForm.ofText(Kind.SPARSE_VECTOR, SparseVectorText::of);
            default -> TemporalForms.of(schema.name());
        };
    }

    private static ValueForm plain(Schema schema) {
        return switch (schema.type()) {
            case BOOLEAN -> bool();
            case INT8, INT16, INT32, INT64 -> integer();
            case FLOAT32, FLOAT64 -> real();
            case STRING -> string();
            case BYTES -> ValueForm.ofObject(Kind.BYTES, value -> value, BytesText::hex);
            case ARRAY -> list(of(schema.valueSchema()));
            case MAP -> map();
            case STRUCT -> ValueForm.ofText(Kind.STRUCT, JsonText::of);
        };
    }

    static ValueForm bool() {
        return ValueForm.ofNumber(
                Kind.BOOLEAN,
                value -> {
                    if (value instanceof Boolean bool) {
                        return bool ? 1 : 0;
                    }
                    throw ValueForm.unexpected(value);
                },
                Object::toString);
    }

    static ValueForm integer() {
        return ValueForm.ofNumber(Kind.INTEGER, SchemaForms::integer, Object::toString);
    }

    /** A whole number of whatever class holds it. */
    static long integer(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            return ((Number) value).longValue();
        }
        if (value instanceof Byte small) {
            return small;
        }
        throw ValueForm.unexpected(value);
    }

    static ValueForm real() {
        return ValueForm.ofObject(
                Kind.REAL,
                value -> {
                    if (value instanceof Number) {
                        return value;
                    }
                    throw ValueForm.unexpected(value);
                },
                Object::toString);
    }

    static ValueForm decimal() {
        return ValueForm.ofObject(
                Kind.DECIMAL,
                value -> {
                    if (value instanceof BigDecimal) {
                        return value;
                    }
                    throw ValueForm.unexpected(value);
                },
                value -> ((BigDecimal) value).toPlainString());
    }

    static ValueForm string() {
        return ValueForm.ofText(
                Kind.STRING, value -> value instanceof String text ? text : JsonText.of(value));
    }

    static ValueForm map() {
        return ValueForm.ofObject(
                Kind.MAP,
                value -> {
                    if (value instanceof Map<?, ?>) {
                        return value;
                    }
                    throw ValueForm.unexpected(value);
                },
                JsonText::of);
    }

    static ValueForm list(ValueForm element) {
        return new ValueForm(
                Kind.LIST,
                null,
                SchemaForms::collection,
                value -> arrayText(element, value),
                element);
    }

    private static ValueForm vector(Schema schema) {
        return new ValueForm(
                Kind.VECTOR, null, SchemaForms::collection, JsonText::of, of(schema.valueSchema()));
    }

    private static Object collection(Object value) {
        if (value instanceof Collection<?>) {
            return value;
        }
        throw ValueForm.unexpected(value);
    }

    private static String arrayText(ValueForm element, Object value) {
        return ArrayText.of((Collection<?>) collection(value), element.text(), ',');
    }
}
