package dev.lockstep.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads values that come without a schema. */
final class SchemalessReader {

    private SchemalessReader() {}

    /** Reads the value that begins with the current token and stops at its last. */
    static Object read(JsonParser json) throws IOException, Refusal {
        JsonToken token = json.currentToken();
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> integer(json);
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case START_ARRAY -> array(json);
            case START_OBJECT -> object(json);
            default -> throw new Refusal("it begins with " + token);
        };
    }

    private static Long integer(JsonParser json) throws IOException, Refusal {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new Refusal("an integer needs more than 64 bits");
        }
        return json.getLongValue();
    }

    private static List<Object> array(JsonParser json) throws IOException, Refusal {
        List<Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(json));
        }
        return elements;
    }

    private static Map<Object, Object> object(JsonParser json) throws IOException, Refusal {
        Map<Object, Object> members = new HashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            members.put(name, read(json));
        }
        return members;
    }
}
