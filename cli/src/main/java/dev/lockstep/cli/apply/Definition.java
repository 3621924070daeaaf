package dev.lockstep.cli.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.cli.output.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connector as a file describes it: {@code {"name": …, "config": {…}}}, or all options with the
 * name among them.
 *
 * @param config with the name
 */
public record Definition(String name, Map<String, String> config) {

    private static final String NAME = "name";

    /** References to a worker's config providers have a colon, and stay as they are. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)\\}");

    /** Reads a file and puts values in the place of {@code ${NAME}}. */
    public static Definition read(Path file, Map<String, String> values) {
        try {
            return parse(new ObjectMapper().readTree(file.toFile()), values);
        } catch (JsonProcessingException e) {
            // Not its words: they quote the file, which may hold passwords.
            throw unreadable(
                    file, "it is not JSON, near line " + e.getLocation().getLineNr(), null);
        } catch (IOException e) {
            String cause = Files.exists(file) ? CommandException.words(e) : "there is no such file";
            throw unreadable(file, cause, e);
        } catch (IllegalArgumentException e) {
            throw unreadable(file, e.getMessage(), e);
        }
    }

    static Definition parse(JsonNode root, Map<String, String> values) {
        JsonNode options = root.path("config").isObject() ? root.path("config") : root;
        String name = root.path(NAME).asText(options.path(NAME).asText(""));
        if (name.isEmpty()) {
            throw new IllegalArgumentException("it has no \"name\"");
        }
        Map<String, String> config = new TreeMap<>();
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            if (option.getValue().isContainerNode()) {
                throw new IllegalArgumentException(
                        "option " + option.getKey() + " is not a plain value");
            }
            config.put(
                    option.getKey(),
                    option.getValue().isNull() ? null : fill(option.getValue().asText(), values));
        }
        config.put(NAME, name);
        return new Definition(name, config);
    }

    private static String fill(String text, Map<String, String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> value(match.group(1), values));
    }

    private static String value(String name, Map<String, String> values) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "nothing is known for ${" + name + "}; use --set or the environment");
        }
        return Matcher.quoteReplacement(value);
    }

    private static CommandException unreadable(Path file, String cause, Exception origin) {
        return new CommandException(
                "Cannot read connector file " + file + ": " + cause + ".", origin);
    }
}
