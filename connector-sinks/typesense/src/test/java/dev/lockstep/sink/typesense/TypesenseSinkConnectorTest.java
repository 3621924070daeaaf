package dev.lockstep.sink.typesense;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

class TypesenseSinkConnectorTest {

    private static Map<String, List<String>> errors(Map<String, String> properties) {
        return new TypesenseSinkConnector()
                .validate(properties).configValues().stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .collect(Collectors.toMap(v -> v.name(), v -> v.errorMessages()));
    }

    @Test
    void isFoundByConnect() {
        assertThat(ServiceLoader.load(SinkConnector.class))
                .hasAtLeastOneElementOfType(TypesenseSinkConnector.class);
        assertThat(new TypesenseSinkConnector().version()).isNotBlank();
    }

    @Test
    void reportsEveryWrongOptionAtOnce() {
        assertThat(
                        errors(
                                Map.of(
                                        "connection.url", "search",
                                        "collection.name.format", "${table}-${id}",
                                        "fence", "maybe")))
                .containsOnlyKeys("connection.url", "api.key", "collection.name.format", "fence");
    }

    @Test
    void reportsAServerThatDoesNotAnswer() {
        assertThat(errors(Configs.properties("http://127.0.0.1:1")))
                .containsOnlyKeys("connection.url");
    }

    @Test
    void reportsAKeyThatTheServerDoesNotKnow() {
        try (FakeServer server = new FakeServer()) {
            assertThat(errors(Configs.properties(server.url(), "api.key", "wrong")))
                    .containsOnlyKeys("api.key");
            assertThat(errors(Configs.properties(server.url()))).isEmpty();
        }
    }

    @Test
    void theExampleIsRight() throws IOException {
        JsonNode example =
                new ObjectMapper()
                        .readTree(
                                Path.of("../../config-examples/postgres-typesense-sink.json")
                                        .toFile());
        Map<String, String> properties = new HashMap<>();
        example.get("config")
                .properties()
                .forEach(option -> properties.put(option.getKey(), option.getValue().asText()));
        properties.put("connection.url", "http://127.0.0.1:1");
        assertThat(errors(properties)).containsOnlyKeys("connection.url");
    }
}
