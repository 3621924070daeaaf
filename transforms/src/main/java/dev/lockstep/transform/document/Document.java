package dev.lockstep.transform.document;

import dev.lockstep.json.JsonText;
import dev.lockstep.json.MalformedJsonException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row that is the text of a JSON object, with MongoDB's extended notation for types. */
public final class Document {

    private Document() {}

    /** The fields as they are written: a long is still {@code {"$numberLong": "7"}}. */
    public static Map<String, Object> read(String text) {
        if (value(text) instanceof Map<?, ?> document) {
            @SuppressWarnings("unchecked")
            Map<String, Object> fields = (Map<String, Object>) document;
            return fields;
        }
        throw new DocumentException("there is no object at character 0");
    }

    /**
     * Any JSON value: objects as maps in the order of the text, arrays as lists, whole numbers as
     * Long (or BigInteger), others as Double.
     */
    public static Object value(String text) {
        try {
            return JsonText.readWithDoubles(text);
        } catch (MalformedJsonException e) {
            throw new DocumentException(e.getMessage());
        }
    }

    /** The fields with plain values in place of the extended notation, at every depth. */
    public static Map<String, Object> readPlain(String text) {
        Map<String, Object> document = read(text);
        document.replaceAll((name, value) -> plain(value));
        return document;
    }

    /** The text of fields as {@link #read} gives them; plain values may be among them. */
    public static String write(Map<?, ?> document) {
        return JsonText.writeSpaced(document);
    }

    /**
     * The plain value of one in extended notation: a number for the numbers and for dates (in
     * milliseconds), a text for object ids. What has no plain value stays as it is.
     */
    public static Object plain(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Document::plain).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        if (map.size() == 1) {
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            Object typed = typed(String.valueOf(only.getKey()), only.getValue());
            if (typed != null) {
                return typed;
            }
        }
        Map<Object, Object> plain = new LinkedHashMap<>(map);
        plain.replaceAll((name, member) -> plain(member));
        return plain;
    }

    /** Null for no type that is known, or no value of it. */
    private static Object typed(String type, Object value) {
        try {
            return switch (type) {
                case "$numberLong", "$numberInt" -> Long.valueOf(String.valueOf(value));
                case "$numberDouble" -> Double.valueOf(String.valueOf(value));
                case "$numberDecimal" -> new BigDecimal(String.valueOf(value));
                case "$oid", "$symbol" -> value;
                case "$date" -> plain(value) instanceof Long millis ? millis : value;
                default -> null;
            };
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
