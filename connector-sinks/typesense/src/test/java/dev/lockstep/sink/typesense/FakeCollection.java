package dev.lockstep.sink.typesense;

import dev.lockstep.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A collection of {@link FakeServer}. */
final class FakeCollection {

    private static final Pattern IDS = Pattern.compile("id:\\[`([^\\]]*)`]");
    private static final Pattern LESS = Pattern.compile("(\\w+):<(\\d+)");

    /** Types by name. */
    final Map<String, String> fields = new LinkedHashMap<>();

    final Map<String, Map<String, Object>> documents = new TreeMap<>();

    void addFields(List<?> added) {
        for (Object one : added) {
            Map<?, ?> field = (Map<?, ?>) one;
            fields.put((String) field.get("name"), (String) field.get("type"));
        }
    }

    Object schema(String name) {
        List<Object> all = new ArrayList<>();
        fields.forEach((field, type) -> all.add(Map.of("name", field, "type", type)));
        return Map.of("name", name, "fields", all, "num_documents", documents.size());
    }

    String importLines(String action, String lines) {
        StringBuilder answer = new StringBuilder();
        for (String line : List.of(lines.split("\n"))) {
            answer.append(JsonText.write(importOne(action, line))).append('\n');
        }
        return answer.toString().stripTrailing();
    }

    private Object importOne(String action, String line) {
        Map<String, Object> document = new TreeMap<>();
        ((Map<?, ?>) JsonText.read(line))
                .forEach((name, value) -> document.put((String) name, value));
        String id = (String) document.get("id");
        for (Map.Entry<String, Object> member : document.entrySet()) {
            String type = fields.get(member.getKey());
            if (type != null && member.getValue() != null && !fits(type, member.getValue())) {
                return failure(
                        400, "Field `" + member.getKey() + "` must be a " + type + ".", line);
            }
        }
        boolean merges = action.equals("update") || action.equals("emplace");
        if (action.equals("update") && !documents.containsKey(id)) {
            return failure(404, "Could not find a document with id: " + id, line);
        }
        Map<String, Object> stored =
                merges ? new TreeMap<>(documents.getOrDefault(id, Map.of())) : new TreeMap<>();
        stored.putAll(document);
        stored.values().removeIf(Objects::isNull);
        documents.put(id, stored);
        return Map.of("success", true);
    }

    private static Object failure(int code, String error, String line) {
        return Map.of("success", false, "code", code, "error", error, "document", line);
    }

    private static boolean fits(String type, Object value) {
        return switch (type) {
            case "int32", "int64" -> value instanceof Long;
            case "float" -> value instanceof Number;
            case "bool" -> value instanceof Boolean;
            case "string" -> value instanceof String;
            case "object" -> value instanceof Map<?, ?>;
            default -> type.equals("auto") || value instanceof List<?>;
        };
    }

    int delete(Map<String, String> query) {
        int before = documents.size();
        if ("true".equals(query.get("truncate"))) {
            documents.clear();
        } else {
            documents.values().removeIf(filter(query.get("filter_by")));
        }
        return before - documents.size();
    }

    Object search(Map<?, ?> wanted) {
        Predicate<Map<String, Object>> filter = filter((String) wanted.get("filter_by"));
        List<String> included = List.of(((String) wanted.get("include_fields")).split(","));
        List<Object> hits = new ArrayList<>();
        for (Map<String, Object> document : documents.values()) {
            if (filter.test(document)) {
                Map<String, Object> part = new TreeMap<>(document);
                part.keySet().retainAll(included);
                hits.add(Map.of("document", part));
            }
        }
        Object limit = wanted.get("per_page");
        if (hits.size() > (Long) limit || (Long) limit > 250) {
            throw new AssertionError("more hits than a page has");
        }
        return Map.of("found", hits.size(), "hits", hits);
    }

    private Predicate<Map<String, Object>> filter(String text) {
        Matcher ids = IDS.matcher(text);
        if (ids.matches()) {
            List<String> wanted = List.of(ids.group(1).split("`,`"));
            return document -> wanted.contains((String) document.get("id"));
        }
        Matcher less = LESS.matcher(text);
        if (less.matches() && fields.containsKey(less.group(1))) {
            return document ->
                    document.get(less.group(1)) instanceof Long number
                            && number < Long.parseLong(less.group(2));
        }
        throw new AssertionError("a filter that this server does not know: " + text);
    }
}
