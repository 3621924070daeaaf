package dev.lockstep.source.postgres.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.kafka.connect.data.Struct;

/**
 * Values as they stand in a key. What is one key for the database has to be one key in Kafka, or an
 * update could go to two partitions, whose order is open.
 */
public final class KeyValues {

    private KeyValues() {}

    /** A numeric loses the zeros at the end of its fraction: 12.5 and 12.50 are the same key. */
    public static Object of(Object value) {
        if (!(value instanceof Struct number)
                || !SemanticSchemas.VARIABLE_SCALE_DECIMAL.equals(number.schema().name())) {
            return value;
        }
        int scale = number.getInt32("scale");
        if (scale == 0) {
            return value;
        }
        BigDecimal digits = new BigDecimal(new BigInteger(number.getBytes("value")), scale);
        BigDecimal stripped = digits.stripTrailingZeros();
        return NumericMappings.variableScale(
                number.schema(), stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }
}
