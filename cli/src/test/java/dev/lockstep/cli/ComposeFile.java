package dev.lockstep.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** {@code docker-compose.yml}, read as far as tests ask for it. */
record ComposeFile(JsonNode root) {

    /** The repository. */
    static final Path HOME = Path.of("..");

    private static final Pattern APPLY = Pattern.compile("lockstep ([^&]+)");

    static ComposeFile read() throws IOException {
        return new ComposeFile(
                new YAMLMapper().readTree(HOME.resolve("docker-compose.yml").toFile()));
    }

    Map<String, JsonNode> services() {
        Map<String, JsonNode> services = new LinkedHashMap<>();
        root.path("services").properties().forEach(e -> services.put(e.getKey(), e.getValue()));
        return services;
    }

    JsonNode service(String name) {
        return root.path("services").path(name);
    }

    /** A service that does its work and ends. */
    static boolean endsByItself(JsonNode service) {
        return service.path("restart").asText().equals("no");
    }

    Map<String, String> environment(String service) {
        Map<String, String> environment = new LinkedHashMap<>();
        service(service)
                .path("environment")
                .properties()
                .forEach(e -> environment.put(e.getKey(), e.getValue().asText()));
        return environment;
    }

    /** Host and container port of each published port, after the address it is published on. */
    static List<String[]> ports(JsonNode service) {
        return texts(service.path("ports")).stream()
                .map(port -> port.replaceFirst("^127\\.0\\.0\\.1:", "").split(":", -1))
                .toList();
    }

    /** What is mounted: the file here, and its place in the container. */
    static List<String[]> mounts(JsonNode service) {
        return texts(service.path("volumes")).stream().map(each -> each.split(":", -1)).toList();
    }

    /** The command lines of {@code lockstep} that the service runs, without its name. */
    List<List<String>> commandLines(String service) {
        String script = String.join("\n", texts(service(service).path("command")));
        return APPLY.matcher(script.replace("\\\n", " "))
                .results()
                .map((MatchResult found) -> found.group(1).strip().split("\\s+"))
                .map(List::of)
                .toList();
    }

    static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
