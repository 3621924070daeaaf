package dev.lockstep.sink.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.json.JsonText;
import dev.lockstep.sink.config.TaskName;
import dev.lockstep.sink.opensearch.config.OpenSearchSinkConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

class OpenSearchSinkConnectorTest {

    private static Map<String, List<String>> errors(Map<String, String> properties) {
        return new OpenSearchSinkConnector()
                .validate(properties).configValues().stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .collect(Collectors.toMap(v -> v.name(), v -> v.errorMessages()));
    }

    @Test
    void isFoundByConnect() {
        assertThat(ServiceLoader.load(SinkConnector.class))
                .hasAtLeastOneElementOfType(OpenSearchSinkConnector.class);
        assertThat(new OpenSearchSinkConnector().version()).isNotBlank();
    }

    @Test
    void reportsEveryWrongOptionAtOnce() {
        assertThat(
                        errors(
                                Map.of(
                                        "connection.url", "search.example.com",
                                        "delete.mode", "never",
                                        "document.id.format", "${",
                                        "routing.format", "${}",
                                        "max.in.flight.requests", "0")))
                .containsOnlyKeys(
                        "connection.url",
                        "delete.mode",
                        "document.id.format",
                        "routing.format",
                        "max.in.flight.requests");
    }

    @Test
    void reportsWhatIsWrongBetweenOptions() {
        assertThat(
                        errors(
                                Map.of(
                                        "connection.url", "http://localhost:1",
                                        "connection.username", "lockstep",
                                        "errors.policy", "report",
                                        "data.stream.type", "logs")))
                .containsOnlyKeys("connection.password", "errors.policy", "data.stream.dataset");
    }

    @Test
    void reportsAClusterThatDoesNotAnswer() {
        assertThat(errors(Map.of("connection.url", "http://localhost:1")))
                .containsOnlyKeys("connection.url");
    }

    @Test
    void reportsATrustStoreThatCannotBeRead() {
        assertThat(
                        errors(
                                Map.of(
                                        "connection.url", "https://localhost:1",
                                        "ssl.truststore.location", "/nowhere/ca.pem",
                                        "ssl.truststore.type", "PEM")))
                .containsOnlyKeys("ssl.truststore.location");
    }

    @Test
    void givesEachTaskItsNumber() {
        OpenSearchSinkConnector connector = new OpenSearchSinkConnector();
        connector.start(Map.of("name", "s", "connection.url", "http://localhost:1"));
        assertThat(connector.taskConfigs(2))
                .extracting(task -> TaskName.of(new OpenSearchSinkConfig(task)).toString())
                .containsExactly("s-0", "s-1");
        assertThat(connector.taskClass()).isEqualTo(OpenSearchSinkTask.class);
    }

    @Test
    void theExampleIsValid() throws IOException {
        Path file = Path.of("../../config-examples/postgres-opensearch-sink.json");
        Map<?, ?> example = (Map<?, ?>) JsonText.read(Files.readString(file));
        Map<String, String> properties = new HashMap<>();
        ((Map<?, ?>) example.get("config"))
                .forEach(
                        (name, value) ->
                                properties.put(
                                        (String) name,
                                        value.toString()
                                                .replace("${SEARCH_URL}", "https://search:9200")));
        assertThat(OpenSearchSinkConfig.definition().configKeys().keySet())
                .containsAll(
                        properties.keySet().stream()
                                .filter(key -> !key.matches("connector\\.class|tasks\\..*"))
                                .filter(key -> !key.matches("topics.*|(key|value)\\.converter.*"))
                                .filter(key -> !key.matches("errors\\.(tolerance|dead.*)"))
                                .toList());
        assertThat(new OpenSearchSinkConfig(properties).connection().urls()).hasSize(1);
    }
}
