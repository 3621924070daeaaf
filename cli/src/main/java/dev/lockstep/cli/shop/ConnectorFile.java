package dev.lockstep.cli.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connector as the files in {@code config-examples} describe it. */
public record ConnectorFile(String name, Map<String, String> config) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)\\}");

    /** Reads a file and puts values in the place of {@code ${NAME}}. */
    public static ConnectorFile read(Path file, Map<String, String> values) {
        try {
            return parse(Files.readString(file), values);
        } catch (IOException e) {
            throw new ShopException(
                    "Cannot read the connector configuration "
                            + file
                            + ": "
                            + e.getMessage()
                            + ". Name another one with --config.",
                    e);
        }
    }

    static ConnectorFile parse(String text, Map<String, String> values) throws IOException {
        JsonNode root = new ObjectMapper().readTree(text);
        Map<String, String> config = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.path("config").properties()) {
            config.put(entry.getKey(), fill(entry.getValue().asText(), values));
        }
        if (!root.path("name").isTextual() || config.isEmpty()) {
            throw new IOException("it has no \"name\" and \"config\"");
        }
        return new ConnectorFile(root.path("name").asText(), config);
    }

    public String topicPrefix() {
        return config.get("topic.prefix");
    }

    private static String fill(String text, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(
                        match -> {
                            String value = values.get(match.group(1));
                            if (value == null) {
                                throw new ShopException(
                                        "Cannot fill "
                                                + match.group()
                                                + " in the connector configuration. Known names: "
                                                + String.join(", ", values.keySet()));
                            }
                            return Matcher.quoteReplacement(value);
                        });
    }
}
