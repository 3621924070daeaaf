package dev.lockstep.sink.opensearch.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields that an index has. */
final class Mapping {

    /** A field that is there as something else than wanted. */
    record Difference(String field, String type, String wanted) {}

    private final Map<?, ?> fields;

    /**
     * @param fields the member {@code properties} of the server's answer
     */
    Mapping(Map<?, ?> fields) {
        this.fields = fields;
    }

    /** Those of the wanted fields that the index does not have. */
    Map<String, Object> missing(Map<String, Object> wanted) {
        return missing(wanted, fields);
    }

    private static Map<String, Object> missing(Map<String, Object> wanted, Map<?, ?> fields) {
        Map<String, Object> missing = new LinkedHashMap<>();
        wanted.forEach(
                (name, field) -> {
                    Map<?, ?> found = find(fields, name);
                    if (found == null) {
                        missing.put(name, field);
                        return;
                    }
                    Map<String, Object> members =
                            missing(members(field), FieldTypes.membersOf(found));
                    if (!members.isEmpty() && isObject(found)) {
                        missing.put(name, Map.of("properties", members));
                    }
                });
        return missing;
    }

    private static Map<?, ?> find(Map<?, ?> fields, String name) {
        Map<?, ?> within = fields;
        Map<?, ?> found = null;
        for (String part : FieldTypes.path(name)) {
            if (!(within.get(part) instanceof Map<?, ?> field)) {
                return null;
            }
            found = field;
            within = FieldTypes.membersOf(field);
        }
        return found;
    }

    private static Map<String, Object> members(Object field) {
        Map<String, Object> members = new LinkedHashMap<>();
        FieldTypes.membersOf((Map<?, ?>) field)
                .forEach((name, member) -> members.put((String) name, member));
        return members;
    }

    private static boolean isObject(Map<?, ?> field) {
        String type = FieldTypes.typeOf(field);
        boolean isEnabled = !Boolean.FALSE.equals(field.get("enabled"));
        return isEnabled && (type.equals("object") || type.equals("nested"));
    }

    /** Those of the wanted fields that are there with another type. */
    List<Difference> differences(Map<String, Object> wanted) {
        List<Difference> differences = new ArrayList<>();
        wanted.forEach(
                (name, field) -> {
                    Map<?, ?> found = find(fields, name);
                    String type = FieldTypes.typeOf((Map<?, ?>) field);
                    if (found != null && !FieldTypes.typeOf(found).equals(type)) {
                        differences.add(new Difference(name, FieldTypes.typeOf(found), type));
                    }
                });
        return differences;
    }
}
