package dev.lockstep.json;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Reads the values of one schema. What is not of the schema's type is refused: where Kafka's
 * converter would go on with 0, false or nothing, a value would be lost in silence. Immutable.
 */
final class ValueReader {

    private final Schema schema;
    private final JsonKind kind;
    private final Object ifNull;
    private final boolean nullAllowed;
    private final StructReader struct;
    private final ValueReader keys;
    private final ValueReader values;

    ValueReader(Schema schema, JsonOptions options) {
        this.schema = schema;
        this.kind = JsonKind.of(schema);
        this.ifNull = options.nullBecomesDefault() ? schema.defaultValue() : null;
        this.nullAllowed = schema.isOptional() || ifNull != null;
        this.struct = kind == JsonKind.STRUCT ? new StructReader(schema, options) : null;
        this.keys = kind == JsonKind.MAP ? new ValueReader(schema.keySchema(), options) : null;
        this.values =
                kind.isMap() || kind == JsonKind.ARRAY
                        ? new ValueReader(schema.valueSchema(), options)
                        : null;
    }

    /** Reads the value that begins with the current token and stops at its last. */
    Object read(JsonParser json) throws IOException, Refusal {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return nothing();
        }
        return switch (kind) {
            case BOOLEAN -> bool(token);
            case INT8 -> (byte) integer(json, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT16 -> (short) integer(json, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> (int) integer(json, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> integer(json, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT32 -> token.isNumeric() ? json.getFloatValue() : (float) noNumber(json);
            case FLOAT64 -> token.isNumeric() ? json.getDoubleValue() : noNumber(json);
            case STRING -> text(json);
            case BYTES -> bytes(json);
            case DECIMAL -> decimal(json);
            case DATE -> Date.toLogical(schema, shortInteger(json));
            case TIME -> Time.toLogical(schema, shortInteger(json));
            case TIMESTAMP -> Timestamp.toLogical(schema, exactInteger(json));
            case ARRAY -> array(json);
            case NAMED_MAP -> namedMap(json);
            case MAP -> map(json);
            case STRUCT -> struct.read(json);
        };
    }

    /** What stands for a null, or for a field that is not there. */
    Object nothing() throws Refusal {
        if (!nullAllowed) {
            throw new Refusal("null stands where the schema requires " + schema.type());
        }
        return ifNull;
    }

    private Refusal other(JsonToken token) {
        return new Refusal(
                JsonTokens.name(token) + " stands where the schema asks for " + schema.type());
    }

    private Boolean bool(JsonToken token) throws Refusal {
        if (!token.isBoolean()) {
            throw other(token);
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private long integer(JsonParser json, long least, long most) throws IOException, Refusal {
        long value =
                json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                        ? whole(number(json))
                        : exactInteger(json);
        if (value < least || value > most) {
            throw new Refusal("a number does not fit into " + schema.type());
        }
        return value;
    }

    private long whole(BigDecimal value) throws Refusal {
        try {
            return value.longValueExact();
        } catch (ArithmeticException e) {
            throw new Refusal("a number does not fit into " + schema.type());
        }
    }

    private long exactInteger(JsonParser json) throws IOException, Refusal {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw other(json.currentToken());
        }
        if (json.getNumberType() == NumberType.BIG_INTEGER) {
            throw new Refusal("a number does not fit into " + schema.type());
        }
        return json.getLongValue();
    }

    private int shortInteger(JsonParser json) throws IOException, Refusal {
        long value = exactInteger(json);
        if (value != (int) value) {
            throw new Refusal("a number does not fit into " + schema.type());
        }
        return (int) value;
    }

    /** JSON has no number for these, so they are written as strings. */
    private double noNumber(JsonParser json) throws IOException, Refusal {
        return switch (text(json)) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw other(JsonToken.VALUE_STRING);
        };
    }

    private String text(JsonParser json) throws IOException, Refusal {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw other(json.currentToken());
        }
        return json.getText();
    }

    private byte[] bytes(JsonParser json) throws IOException, Refusal {
        try {
            return Base64Variants.getDefaultVariant().decode(text(json));
        } catch (IllegalArgumentException e) {
            throw new Refusal("a string is not base64");
        }
    }

    private BigDecimal decimal(JsonParser json) throws IOException, Refusal {
        if (json.currentToken().isNumeric()) {
            return number(json);
        }
        byte[] unscaled = bytes(json);
        if (unscaled.length == 0) {
            throw new Refusal("an empty string stands for a decimal");
        }
        if (schema.parameters() == null) {
            throw new Refusal("the schema of a decimal has no scale");
        }
        return Decimal.toLogical(schema, unscaled);
    }

    private BigDecimal number(JsonParser json) throws IOException, Refusal {
        try {
            return json.getDecimalValue();
        } catch (NumberFormatException e) {
            // Its message quotes the number.
            throw new Refusal("a number does not fit into " + schema.type());
        }
    }

    private List<Object> array(JsonParser json) throws IOException, Refusal {
        expect(json, JsonToken.START_ARRAY);
        List<Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(values.read(json));
        }
        return elements;
    }

    private Map<Object, Object> namedMap(JsonParser json) throws IOException, Refusal {
        expect(json, JsonToken.START_OBJECT);
        Map<Object, Object> entries = new HashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            entries.put(name, values.read(json));
        }
        return entries;
    }

    private Map<Object, Object> map(JsonParser json) throws IOException, Refusal {
        expect(json, JsonToken.START_ARRAY);
        Map<Object, Object> entries = new HashMap<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, JsonToken.START_ARRAY);
            pairPart(json.nextToken());
            Object key = keys.read(json);
            pairPart(json.nextToken());
            entries.put(key, values.read(json));
            if (json.nextToken() != JsonToken.END_ARRAY) {
                throw new Refusal("an entry of a map is longer than a pair");
            }
        }
        return entries;
    }

    private static void pairPart(JsonToken token) throws Refusal {
        if (token == JsonToken.END_ARRAY) {
            throw new Refusal("an entry of a map is shorter than a pair");
        }
    }

    private void expect(JsonParser json, JsonToken token) throws Refusal {
        if (json.currentToken() != token) {
            throw other(json.currentToken());
        }
    }
}
