package dev.lockstep.transform.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;

/** JSON as Connect data, with a schema made up from it or without, and back. */
public final class JsonData {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonConverter PLAIN = converter(false);
    private static final JsonConverter TYPED = converter(true);

    private JsonData() {}

    private static JsonConverter converter(boolean withSchema) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", withSchema), false);
        return converter;
    }

    public static JsonNode tree(String json) {
        return tree(json.getBytes(StandardCharsets.UTF_8));
    }

    public static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Kafka's JSON converter makes of it. */
    public static SchemaAndValue converted(byte[] json, boolean withSchema) {
        return (withSchema ? TYPED : PLAIN).toConnectData("sample", json);
    }

    /** Objects as maps. */
    public static SchemaAndValue withoutSchema(JsonNode json) {
        return json.isNull() || json.isMissingNode()
                ? SchemaAndValue.NULL
                : converted(json.toString().getBytes(StandardCharsets.UTF_8), false);
    }

    /**
     * Objects as structs. Every field is optional, whole numbers are int64, and the images of an
     * envelope share their schema.
     */
    public static SchemaAndValue withSchema(JsonNode json, String name) {
        if (json.isNull() || json.isMissingNode()) {
            return SchemaAndValue.NULL;
        }
        Schema schema = schema(List.of(json), name);
        return new SchemaAndValue(schema, value(json, schema));
    }

    /** As a consumer of the topic would see it without schema; JSON null for none. */
    public static JsonNode toJson(Schema schema, Object value) {
        byte[] json = PLAIN.fromConnectData("sample", schema, value);
        return json == null ? JSON.nullNode() : tree(json);
    }

    private static Schema schema(List<JsonNode> samples, String name) {
        List<JsonNode> present = samples.stream().filter(node -> !node.isNull()).toList();
        if (present.isEmpty()) {
            return Schema.OPTIONAL_STRING_SCHEMA;
        }
        JsonNode sample = present.get(0);
        if (sample.isObject()) {
            return struct(present, name);
        }
        if (sample.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            present.forEach(array -> array.forEach(items::add));
            return SchemaBuilder.array(schema(items, null)).optional().build();
        }
        if (sample.isBoolean()) {
            return Schema.OPTIONAL_BOOLEAN_SCHEMA;
        }
        if (sample.isTextual()) {
            return Schema.OPTIONAL_STRING_SCHEMA;
        }
        return present.stream().allMatch(JsonNode::isIntegralNumber)
                ? Schema.OPTIONAL_INT64_SCHEMA
                : Schema.OPTIONAL_FLOAT64_SCHEMA;
    }

    private static Schema struct(List<JsonNode> objects, String name) {
        Map<String, List<JsonNode>> fields = new LinkedHashMap<>();
        for (JsonNode object : objects) {
            object.fieldNames()
                    .forEachRemaining(
                            field ->
                                    fields.computeIfAbsent(field, key -> new ArrayList<>())
                                            .add(object.get(field)));
        }
        List<JsonNode> images = new ArrayList<>();
        images.addAll(fields.getOrDefault("before", List.of()));
        images.addAll(fields.getOrDefault("after", List.of()));
        fields.computeIfPresent("before", (field, samples) -> images);
        fields.computeIfPresent("after", (field, samples) -> images);
        SchemaBuilder schema = SchemaBuilder.struct().optional().name(name);
        fields.forEach((field, samples) -> schema.field(field, schema(samples, null)));
        return schema.build();
    }

    private static Object value(JsonNode json, Schema schema) {
        if (json == null || json.isNull()) {
            return null;
        }
        return switch (schema.type()) {
            case STRUCT -> struct(json, schema);
            case ARRAY ->
                    StreamSupport.stream(json.spliterator(), false)
                            .map(item -> value(item, schema.valueSchema()))
                            .toList();
            case BOOLEAN -> json.booleanValue();
            case INT64 -> json.longValue();
            case FLOAT64 -> json.doubleValue();
            default -> json.textValue();
        };
    }

    private static Struct struct(JsonNode json, Schema schema) {
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            struct.put(field, value(json.get(field.name()), field.schema()));
        }
        return struct;
    }
}
