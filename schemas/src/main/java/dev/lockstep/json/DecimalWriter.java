package dev.lockstep.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/** Writes the decimals of one schema, whose scale is known beforehand. Immutable. */
final class DecimalWriter {

    private static final int LONGEST_SCALE = 9;
    private static final long NO_SCALE = Long.MIN_VALUE;

    private final Schema schema;
    private final boolean numeric;

    /** None of any value where each is left to Kafka to refuse or to write. */
    private final long scale;

    DecimalWriter(Schema schema, boolean numeric) {
        this.schema = schema;
        this.numeric = numeric;
        this.scale = scale(schema);
    }

    private static long scale(Schema schema) {
        String scale =
                schema.parameters() == null ? null : schema.parameters().get(Decimal.SCALE_FIELD);
        boolean plain = scale != null && scale.matches("\\d{1," + LONGEST_SCALE + "}");
        return plain ? Integer.parseInt(scale) : NO_SCALE;
    }

    /** As text or, of a decimal of the schema's scale, the Base64 of its digits. */
    void write(JsonBytes out, BigDecimal value) {
        if (numeric) {
            out.raw(value.toString());
            return;
        }
        if (value.scale() == scale) {
            BigInteger unscaled = value.unscaledValue();
            if (unscaled.bitLength() < Long.SIZE) {
                out.base64(unscaled.longValue());
                return;
            }
        }
        out.base64(Decimal.fromLogical(schema, value));
    }
}
