package dev.lockstep.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.embedded.ConnectWorker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connector of config-examples, in the form in which users get it. */
final class Example {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)}");

    private final JsonNode file;
    private final Map<String, String> environment = new HashMap<>();

    private Example(JsonNode file) {
        this.file = file;
    }

    static Example of(String name) throws IOException {
        Path folder = Path.of(System.getProperty("lockstep.examples"));
        return new Example(new ObjectMapper().readTree(folder.resolve(name + ".json").toFile()));
    }

    /** Sets what envsubst would put in. */
    Example with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Sets many of these. */
    Example with(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /** The connector's name in the file. */
    String name() {
        return file.path("name").asText();
    }

    /** The options as a worker is given them. */
    Map<String, String> config() {
        Map<String, String> config = new TreeMap<>();
        file.path("config")
                .properties()
                .forEach(option -> config.put(option.getKey(), filled(option.getValue().asText())));
        return config;
    }

    /** Starts a source or a sink exactly as the file has it. */
    Sink start(ConnectWorker worker) {
        return new Sink(worker, name()).start(config());
    }

    /** Starts it with the topics of a capture in place of the shop's. */
    Sink start(ConnectWorker worker, Capture capture) {
        Map<String, String> config = config();
        config.computeIfPresent(
                "topics.regex", (key, topics) -> topics.replaceFirst("^shop", capture.name));
        config.put("consumer.override.metadata.max.age.ms", "500");
        config.put("consumer.override.auto.offset.reset", "earliest");
        config.computeIfPresent(
                "errors.deadletterqueue.topic.name", (key, topic) -> topic + "-" + capture.name);
        config.put("errors.deadletterqueue.topic.replication.factor", "1");
        return new Sink(worker, name()).start(config);
    }

    private String filled(String value) {
        Matcher variables = VARIABLE.matcher(value);
        return variables.replaceAll(
                variable -> Matcher.quoteReplacement(environment.get(variable.group(1))));
    }
}
