package dev.lockstep.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Reads the schema that a record carries, with its attributes in any order. */
final class SchemaReader {

    private static final JsonFactory COPIES = new JsonFactory();

    private final JsonOptions options;

    SchemaReader(JsonOptions options) {
        this.options = options;
    }

    /** The attributes of a schema as far as they have been read; absent ones are null. */
    private static final class Draft {
        private String type;
        private boolean optional;
        private String name;
        private Integer version;
        private String doc;
        private Map<String, String> parameters = Map.of();
        private byte[] defaultValue;
        private Schema items;
        private Schema keys;
        private Schema values;
        private List<Draft> fields;

        /** The name of the field that this is the schema of. */
        private String field;
    }

    /** Reads the schema that begins with the current token; null for null. */
    Schema read(JsonParser json) throws IOException, Refusal {
        return json.currentToken() == JsonToken.VALUE_NULL ? null : build(draft(json));
    }

    private Draft draft(JsonParser json) throws IOException, Refusal {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new Refusal(JsonTokens.name(json.currentToken()) + " stands for a schema");
        }
        Draft draft = new Draft();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            attribute(draft, name, json.nextToken(), json);
        }
        return draft;
    }

    private void attribute(Draft draft, String name, JsonToken token, JsonParser json)
            throws IOException, Refusal {
        switch (name) {
            case "type" -> draft.type = text(token, json);
            case "optional" -> draft.optional = token == JsonToken.VALUE_TRUE;
            case "name" -> draft.name = text(token, json);
            case "version" -> draft.version = integer(token, json);
            case "doc" -> draft.doc = text(token, json);
            case "field" -> draft.field = text(token, json);
            case "parameters" -> draft.parameters = parameters(token, json);
            case "default" -> draft.defaultValue = copy(json);
            case "items" -> draft.items = read(json);
            case "keys" -> draft.keys = read(json);
            case "values" -> draft.values = read(json);
            case "fields" -> draft.fields = fields(token, json);
            default -> {}
        }
        // Whatever the attribute did not take: it has another type than it should.
        json.skipChildren();
    }

    private static String text(JsonToken token, JsonParser json) throws IOException {
        return token == JsonToken.VALUE_STRING ? json.getText() : null;
    }

    private static Integer integer(JsonToken token, JsonParser json) throws IOException {
        return token == JsonToken.VALUE_NUMBER_INT ? (Integer) json.getIntValue() : null;
    }

    private static Map<String, String> parameters(JsonToken token, JsonParser json)
            throws IOException, Refusal {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (token == JsonToken.START_OBJECT) {
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                String value = json.nextTextValue();
                if (value == null) {
                    throw new Refusal("a parameter of a schema is not a string");
                }
                parameters.put(name, value);
            }
        }
        return parameters;
    }

    /** A default can be read only once its schema is known. */
    private static byte[] copy(JsonParser json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator copy = COPIES.createGenerator(bytes)) {
            copy.copyCurrentStructureExact(json);
        }
        return bytes.toByteArray();
    }

    private List<Draft> fields(JsonToken token, JsonParser json) throws IOException, Refusal {
        if (token != JsonToken.START_ARRAY) {
            return null;
        }
        List<Draft> fields = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            fields.add(draft(json));
        }
        return fields;
    }

    private Schema build(Draft draft) throws IOException, Refusal {
        SchemaBuilder builder = builder(draft);
        if (draft.optional) {
            builder.optional();
        } else {
            builder.required();
        }
        if (draft.name != null) {
            builder.name(draft.name);
        }
        if (draft.version != null) {
            builder.version(draft.version);
        }
        if (draft.doc != null) {
            builder.doc(draft.doc);
        }
        draft.parameters.forEach(builder::parameter);
        if (draft.defaultValue != null) {
            builder.defaultValue(defaultValue(builder, draft.defaultValue));
        }
        return builder.build();
    }

    private Object defaultValue(Schema schema, byte[] text) throws IOException, Refusal {
        try (JsonParser json = JsonTokens.open(text, 0)) {
            json.nextToken();
            return new ValueReader(schema, options).read(json);
        } catch (Refusal refusal) {
            throw refusal.in("the default of a schema");
        }
    }

    private SchemaBuilder builder(Draft draft) throws IOException, Refusal {
        if (draft.type == null) {
            throw new Refusal("a schema has no type");
        }
        return switch (draft.type) {
            case "boolean" -> SchemaBuilder.bool();
            case "int8" -> SchemaBuilder.int8();
            case "int16" -> SchemaBuilder.int16();
            case "int32" -> SchemaBuilder.int32();
            case "int64" -> SchemaBuilder.int64();
            case "float" -> SchemaBuilder.float32();
            case "double" -> SchemaBuilder.float64();
            case "bytes" -> SchemaBuilder.bytes();
            case "string" -> SchemaBuilder.string();
            case "array" -> SchemaBuilder.array(present(draft.items, "items"));
            case "map" ->
                    SchemaBuilder.map(present(draft.keys, "keys"), present(draft.values, "values"));
            case "struct" -> struct(draft.fields);
            default -> throw new Refusal("a schema is of an unknown type");
        };
    }

    private static Schema present(Schema schema, String attribute) throws Refusal {
        if (schema == null) {
            throw new Refusal("a schema lacks " + attribute);
        }
        return schema;
    }

    private SchemaBuilder struct(List<Draft> fields) throws IOException, Refusal {
        if (fields == null) {
            throw new Refusal("a schema lacks fields");
        }
        SchemaBuilder builder = SchemaBuilder.struct();
        for (Draft field : fields) {
            if (field.field == null) {
                throw new Refusal("a field of a schema has no name");
            }
            builder.field(field.field, build(field));
        }
        return builder;
    }
}
