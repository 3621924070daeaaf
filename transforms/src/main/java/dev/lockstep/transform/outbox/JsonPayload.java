package dev.lockstep.transform.outbox;

import dev.lockstep.event.SchemaCache;
import dev.lockstep.transform.document.Document;
import dev.lockstep.transform.document.DocumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Payloads that are JSON: objects and arrays as maps and lists, or as structs and arrays of a
 * schema that is made up from them. In such a schema everything is optional, whole numbers are
 * int64 and others float64, so that similar payloads have the same schema.
 */
public final class JsonPayload {

    private final boolean keepsNulls;
    private final SchemaCache<Schema> known = new SchemaCache<>(schema -> schema);

    /**
     * @param keepsNulls whether members that are null get a schema, that of bytes
     */
    public JsonPayload(boolean keepsNulls) {
        this.keepsNulls = keepsNulls;
    }

    /** An array that has no one schema for its members, or a number too large for any. */
    private static final class NoSchema extends RuntimeException {

        private static final long serialVersionUID = 1;

        NoSchema() {
            super(null, null, false, false);
        }
    }

    /** Null if the text is no JSON object or array, or there is no schema for it. */
    public SchemaAndValue expand(String text, String name, boolean withSchema) {
        String trimmed = text.strip();
        if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) {
            return null;
        }
        try {
            Object json = Document.read("{\"payload\":" + trimmed + "}").get("payload");
            return typed(json, name, withSchema);
        } catch (DocumentException e) {
            return null;
        }
    }

    /** Null if there is no schema for a value of JSON. */
    public SchemaAndValue typed(Object json, String name, boolean withSchema) {
        if (!withSchema) {
            return new SchemaAndValue(null, json);
        }
        try {
            Schema found = schema(List.of(json), name);
            Schema schema = known.get(found);
            return new SchemaAndValue(schema, value(json, schema));
        } catch (NoSchema e) {
            return null;
        }
    }

    private Schema schema(List<?> samples, String name) {
        List<?> present = samples.stream().filter(Objects::nonNull).toList();
        Object first = present.isEmpty() ? "" : present.get(0);
        if (all(present, Map.class) && first instanceof Map) {
            return struct(present, name);
        }
        if (all(present, List.class) && first instanceof List) {
            List<Object> items = new ArrayList<>();
            present.forEach(array -> items.addAll((List<?>) array));
            return SchemaBuilder.array(schema(items, name)).optional().build();
        }
        if (all(present, String.class)) {
            return Schema.OPTIONAL_STRING_SCHEMA;
        }
        if (all(present, Boolean.class)) {
            return Schema.OPTIONAL_BOOLEAN_SCHEMA;
        }
        if (all(present, Long.class)) {
            return Schema.OPTIONAL_INT64_SCHEMA;
        }
        if (present.stream().allMatch(v -> v instanceof Double || v instanceof Long)) {
            return Schema.OPTIONAL_FLOAT64_SCHEMA;
        }
        throw new NoSchema();
    }

    private static boolean all(List<?> samples, Class<?> type) {
        return samples.stream().allMatch(type::isInstance);
    }

    private Schema struct(List<?> objects, String name) {
        Map<String, List<Object>> members = new LinkedHashMap<>();
        for (Object object : objects) {
            ((Map<?, ?>) object)
                    .forEach(
                            (member, value) ->
                                    members.computeIfAbsent(
                                                    (String) member, any -> new ArrayList<>())
                                            .add(value));
        }
        SchemaBuilder schema = SchemaBuilder.struct().name(name).optional();
        members.forEach(
                (member, values) -> {
                    if (values.stream().anyMatch(Objects::nonNull)) {
                        schema.field(member, schema(values, name + "." + member));
                    } else if (keepsNulls) {
                        schema.field(member, Schema.OPTIONAL_BYTES_SCHEMA);
                    }
                });
        return schema.build();
    }

    private static Object value(Object json, Schema schema) {
        if (json instanceof Map<?, ?> object) {
            Struct struct = new Struct(schema);
            for (Field field : schema.fields()) {
                struct.put(field, value(object.get(field.name()), field.schema()));
            }
            return struct;
        }
        if (json instanceof List<?> array) {
            List<Object> items = new ArrayList<>(array.size());
            array.forEach(item -> items.add(value(item, schema.valueSchema())));
            return items;
        }
        return json instanceof Long number && schema.type() == Schema.Type.FLOAT64
                ? (Object) number.doubleValue()
                : json;
    }
}
