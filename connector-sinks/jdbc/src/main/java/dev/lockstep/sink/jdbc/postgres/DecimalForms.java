package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.postgres.ValueForm.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Decimals that are not a BigDecimal already. */
final class DecimalForms {

    private DecimalForms() {}

    static ValueForm variableScale(Schema schema) {
        Field scale = schema.field("scale");
        Field value = schema.field("value");
        return form(
                struct -> {
                    if (!(struct instanceof Struct row)) {
                        throw ValueForm.unexpected(struct);
                    }
                    byte[] unscaled = BytesText.array(row.get(value));
                    return new BigDecimal(new BigInteger(unscaled), (Integer) row.get(scale));
                });
    }

    /**
     * A decimal in JSON without a schema: a number, or the bytes of the unscaled one in base64,
     * with the scale beside them or that of the column.
     *
     * @param columnScale of the target; -1 where its definition has none, and a text is the
     *     number's own
     */
    static ValueForm schemaless(int columnScale) {
        return form(value -> schemaless(value, columnScale));
    }

    private static Object schemaless(Object value, int columnScale) {
        if (value instanceof BigDecimal) {
            return value;
        }
        if (value instanceof Map<?, ?> parts) {
            Object scale = parts.get("scale");
            Object unscaled = parts.get("value");
            if (scale instanceof Number number && unscaled instanceof String base64) {
                return decoded(base64, number.intValue());
            }
            throw ValueForm.unexpected(value);
        }
        if (value instanceof String text) {
            return columnScale < 0 || text.indexOf('.') >= 0
                    ? parsed(text)
                    : decoded(text, columnScale);
        }
        if (value instanceof Double || value instanceof Float) {
            return ofDouble(((Number) value).doubleValue(), value.toString());
        }
        return BigDecimal.valueOf(SchemaForms.integer(value));
    }

    /** A decimal, or the text of what is not a finite number. */
    static Object ofDouble(double number, String text) {
        return Double.isFinite(number) ? new BigDecimal(text) : text;
    }

    private static BigDecimal decoded(String base64, int scale) {
        try {
            return new BigDecimal(new BigInteger(Base64.getDecoder().decode(base64)), scale);
        } catch (IllegalArgumentException e) {
            throw new UnfitValueException("it is not the base64 of a decimal");
        }
    }

    private static BigDecimal parsed(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new UnfitValueException("its text is not a decimal number");
        }
    }

    private static ValueForm form(Function<Object, Object> decimal) {
        return ValueForm.ofObject(
                Kind.DECIMAL,
                decimal,
                value ->
                        decimal.apply(value) instanceof BigDecimal number
                                ? number.toPlainString()
                                : value.toString());
    }
}
