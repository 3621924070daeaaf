package dev.lockstep.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lockstep.it.Events.Event;
import dev.lockstep.it.Scenario.Expectation;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The expectations of scenario files: how they are written and when a record meets one. */
final class ExpectedRecords {

    /** Compared field by field; everything else as a whole. */
    private static final String SOURCE = "source";

    private static final String TOMBSTONE = "tombstone";
    private static final String LONG_TEXT = "$text";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .build();

    private static final Pattern FORM =
            Pattern.compile(
                    "(?<key>key )?(?<json>\\{.*})(?<tombstone> tombstone)?( x(?<count>\\d+))?",
                    Pattern.DOTALL);

    private ExpectedRecords() {}

    /** Reads what stands after the arrow: one expectation, as often as the text says. */
    static List<Expectation> parse(String place, String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches() || (form.group("key") == null) != (form.group(TOMBSTONE) == null)) {
            throw new IllegalArgumentException(place + ": not an expectation: " + text);
        }
        JsonNode fields = expand(read(place, form.group("json")));
        if (form.group("key") != null) {
            fields = JSON.createObjectNode().put(TOMBSTONE, true).set("key", fields);
        }
        String count = form.group("count");
        return Collections.nCopies(
                count == null ? 1 : Integer.parseInt(count), new Expectation(place, fields));
    }

    private static JsonNode read(String place, String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }

    /** Puts long texts in the place of their descriptions: strings and [string, times] pairs. */
    private static JsonNode expand(JsonNode node) {
        if (node.has(LONG_TEXT)) {
            StringBuilder text = new StringBuilder();
            for (JsonNode part : node.get(LONG_TEXT)) {
                text.append(
                        part.isArray()
                                ? part.get(0).asText().repeat(part.get(1).asInt())
                                : part.asText());
            }
            return TextNode.valueOf(text.toString());
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(expand(field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, expand(array.get(i)));
            }
        }
        return node;
    }

    /** What is wrong with a record; empty when it is as expected. */
    static Optional<String> mismatch(Expectation expected, Event event) {
        ObjectNode actual = document(event);
        for (var field : expected.fields().properties()) {
            JsonNode value = actual.path(field.getKey());
            Optional<String> mismatch =
                    field.getKey().equals(SOURCE)
                            ? mismatch(field.getValue(), value)
                            : mismatch(field.getKey(), field.getValue(), value);
            if (mismatch.isPresent()) {
                return Optional.of(expected.place() + ": " + mismatch.get() + " in " + actual);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> mismatch(JsonNode expected, JsonNode actual) {
        return expected.properties().stream()
                .map(
                        field ->
                                mismatch(
                                        SOURCE + "." + field.getKey(),
                                        field.getValue(),
                                        actual.path(field.getKey())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> mismatch(String path, JsonNode expected, JsonNode actual) {
        boolean equal =
                expected.isNull()
                        ? actual.isNull() || actual.isMissingNode()
                        : expected.equals(actual);
        return equal
                ? Optional.empty()
                : Optional.of("expected " + path + " = " + expected + " but it is " + actual);
    }

    /** The fields of the value, and beside them key, headers and whether there is no value. */
    private static ObjectNode document(Event event) {
        ObjectNode document = JSON.createObjectNode();
        if (event.value() instanceof ObjectNode value) {
            document.setAll(value);
        } else {
            document.put(TOMBSTONE, true);
        }
        document.set("key", event.key());
        document.set("headers", event.headers());
        return document;
    }
}
