package dev.lockstep.transform.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One example of a reference page, from a text file:
 *
 * <pre>
 * # What it shows, in one sentence.
 *
 * options:
 * entity.include.list: public.orders
 *
 * input:
 * {"topic": "shop.public.orders", "key": {"id": 7}, "value": {…}}
 *
 * output:
 * {"topic": "shop.public.orders", "key": {"id": 7}, "value": {…}}
 * </pre>
 *
 * Records are JSON objects, one after the other, of {@code topic}, {@code key}, {@code value} and
 * {@code headers}; what is left out is null, except the topic, which is then {@code topic}. An
 * output of {@code nothing} means that every record is dropped. The output of a predicate is {@code
 * true} or {@code false} per record.
 */
record Example(
        String name, String title, Map<String, String> options, String input, String output) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Example parse(String name, String text) {
        int options = place(name, text, "options:");
        int input = place(name, text, "input:");
        int output = place(name, text, "output:");
        return new Example(
                name,
                text.substring(0, options).replaceAll("(?m)^# ?", "").strip(),
                options(text.substring(options, input)),
                body(text.substring(input, output)),
                body(text.substring(output)));
    }

    private static int place(String name, String text, String section) {
        int place = text.indexOf("\n" + section + "\n");
        if (place < 0) {
            throw new IllegalArgumentException(name + " has no line " + section);
        }
        return place + 1;
    }

    private static String body(String section) {
        return section.substring(section.indexOf('\n') + 1).strip();
    }

    private static Map<String, String> options(String section) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String line : body(section).lines().filter(line -> !line.isBlank()).toList()) {
            int colon = line.indexOf(": ");
            options.put(line.substring(0, colon), line.substring(colon + 2).strip());
        }
        return options;
    }

    List<JsonNode> inputs() {
        return nodes(input);
    }

    List<JsonNode> outputs() {
        return output.equals("nothing") ? List.of() : nodes(output);
    }

    private static List<JsonNode> nodes(String text) {
        try (MappingIterator<JsonNode> nodes = JSON.readerFor(JsonNode.class).readValues(text)) {
            return nodes.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
