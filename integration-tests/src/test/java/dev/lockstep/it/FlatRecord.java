package dev.lockstep.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.it.Events.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A record taken apart for comparison: every value and every property of every schema under a path
 * of its own, such as {@code value.after.name} and {@code value:after.name#optional}.
 */
final class FlatRecord {

    /** Under which path the names of a struct's fields stand, in their order. */
    static final String ORDER = "#fields";

    private final SortedMap<String, String> parts = new TreeMap<>();

    FlatRecord(Event event) {
        add("key", event.key());
        add("value", event.value());
        event.headers()
                .properties()
                .forEach(header -> add("header." + header.getKey(), header.getValue()));
    }

    SortedMap<String, String> parts() {
        return parts;
    }

    private void add(String path, JsonNode document) {
        if (document.isNull()) {
            parts.put(path, "null");
        } else {
            schema(path + ":", document.path("schema"));
            payload(path, document.path("payload"));
        }
    }

    private void payload(String path, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> payload(path + "." + field.getKey(), field.getValue()));
        } else if (path.endsWith(".data_collections")) {
            // Debezium's order is that of hashes, one of them of an object's id.
            parts.put(
                    path,
                    StreamSupport.stream(node.spliterator(), false)
                            .map(JsonNode::toString)
                            .sorted()
                            .collect(Collectors.joining(",", "[", "]")));
        } else {
            parts.put(path, node.toString());
        }
    }

    private void schema(String path, JsonNode schema) {
        for (var property : schema.properties()) {
            String name = property.getKey();
            JsonNode value = property.getValue();
            switch (name) {
                case "fields" -> fields(path, value);
                case "items", "keys", "values" -> schema(path + "[" + name + "]", value);
                case "field" -> {}
                default -> parts.put(path + "#" + name, value.toString());
            }
        }
    }

    private void fields(String path, JsonNode fields) {
        List<String> names = new ArrayList<>();
        for (JsonNode field : fields) {
            String name = field.path("field").asText();
            names.add(name);
            schema(path.endsWith(":") ? path + name : path + "." + name, field);
        }
        parts.put(path + ORDER, String.join("\n", names));
    }
}
