package dev.lockstep.sink.typesense.collection;

import dev.lockstep.json.JsonText;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.config.DocumentOptions;
import dev.lockstep.sink.document.DocumentColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON of collections and fields. */
final class Schemas {

    private final DocumentOptions options;
    private final boolean positions;

    /**
     * @param positions whether documents carry their position
     */
    Schemas(DocumentOptions options, boolean positions) {
        this.options = options;
        this.positions = positions;
    }

    /** By name, the fields of a shape's columns. All are optional, for any may be NULL. */
    Map<String, Object> fields(RowShape shape) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (DocumentColumn column : DocumentColumn.of(shape, options)) {
            String name = MemberNames.of(column.name());
            String type = FieldType.of(column);
            if (name != null && type != null) {
                fields.put(name, field(name, type));
            }
        }
        if (positions) {
            fields.put(MemberNames.POSITION, field(MemberNames.POSITION, "int64"));
        }
        return fields;
    }

    private static Map<String, Object> field(String name, String type) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("name", name);
        field.put("type", type);
        field.put("optional", true);
        return field;
    }

    /** A collection of rows, in which columns can become objects later. */
    static byte[] collection(String name, Collection<Object> fields) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("name", name);
        schema.put("enable_nested_fields", true);
        schema.put("fields", new ArrayList<>(fields));
        return bytes(schema);
    }

    /**
     * A collection of the positions of deleted documents.
     *
     * @param time the field that old ones are found by
     */
    static byte[] tombstones(String name, String time, String position) {
        Map<String, Object> kept = field(position, "int64");
        kept.put("index", false);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("name", name);
        schema.put("fields", List.of(Map.of("name", time, "type", "int64"), kept));
        return bytes(schema);
    }

    static byte[] addition(Collection<Object> fields) {
        return bytes(Map.of("fields", new ArrayList<>(fields)));
    }

    private static byte[] bytes(Object schema) {
        return JsonText.write(schema).getBytes(StandardCharsets.UTF_8);
    }
}
