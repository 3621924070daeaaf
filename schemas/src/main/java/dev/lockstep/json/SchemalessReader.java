package dev.lockstep.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads values that come without a schema; objects become maps in the order of the text. */
final class SchemalessReader {

    /** What numbers become: each method reads the current token. */
    interface Numbers {
        Number whole(JsonParser json) throws IOException, Refusal;

        Number fraction(JsonParser json) throws IOException;
    }

    /** As Kafka's converter reads them, but that it cuts what needs more than 64 bits. */
    private static final class OfRecords implements Numbers {
        @Override
        public Number whole(JsonParser json) throws IOException, Refusal {
            if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw new Refusal("an integer needs more than 64 bits");
            }
            return json.getLongValue();
        }

        @Override
        public Number fraction(JsonParser json) throws IOException {
            return json.getDoubleValue();
        }
    }

    static final SchemalessReader OF_RECORDS = new SchemalessReader(new OfRecords());

    private final Numbers numbers;

    SchemalessReader(Numbers numbers) {
        this.numbers = numbers;
    }

    /** Reads the value that begins with the current token and stops at its last. */
    Object read(JsonParser json) throws IOException, Refusal {
        JsonToken token = json.currentToken();
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> numbers.whole(json);
            case VALUE_NUMBER_FLOAT -> numbers.fraction(json);
            case START_ARRAY -> array(json);
            case START_OBJECT -> object(json);
            default -> throw new Refusal("it begins with " + token);
        };
    }

    private List<Object> array(JsonParser json) throws IOException, Refusal {
        List<Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(json));
        }
        return elements;
    }

    private Map<Object, Object> object(JsonParser json) throws IOException, Refusal {
        Map<Object, Object> members = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            members.put(name, read(json));
        }
        return members;
    }
}
