package dev.lockstep.sink.jdbc;

import static org.apache.kafka.connect.data.Schema.INT32_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.sink.apply.Marks;
import dev.lockstep.sink.apply.Standing;
import dev.lockstep.sink.jdbc.config.JdbcSinkConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSinkConnectorTest {

    private static Map<String, List<String>> errors(Map<String, String> properties) {
        return new JdbcSinkConnector()
                .validate(properties).configValues().stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .collect(Collectors.toMap(v -> v.name(), v -> v.errorMessages()));
    }

    @Test
    void isFoundByConnect() {
        assertThat(ServiceLoader.load(SinkConnector.class))
                .hasAtLeastOneElementOfType(JdbcSinkConnector.class);
        assertThat(new JdbcSinkConnector().version()).isNotBlank();
    }

    @Test
    void reportsEveryWrongOptionAtOnce() {
        assertThat(
                        errors(
                                Map.of(
                                        "connection.url", "db.example.com",
                                        "insert.mode", "merge",
                                        "fence", "maybe")))
                .containsOnlyKeys("connection.url", "insert.mode", "fence");
    }

    @Test
    void reportsATargetThatDoesNotAnswer() {
        assertThat(errors(Map.of("connection.url", "jdbc:postgresql://localhost:1/x")))
                .containsOnlyKeys("connection.url");
    }

    @Test
    void reportsAMissingDriverAndAnUnknownDatabase() {
        assertThat(errors(Map.of("connection.url", "jdbc:oracle:thin:@x")).get("connection.url"))
                .singleElement()
                .asString()
                .contains("oracle");
    }

    @Test
    void reportsTablesThatAreMissing() throws SQLException {
        try (Database database = Database.h2()) {
            database.run("CREATE TABLE orders (id INT PRIMARY KEY)");
            Map<String, String> properties =
                    database.properties("topics", "shop.public.orders,shop.public.items");
            assertThat(errors(properties).get("auto.create"))
                    .singleElement()
                    .asString()
                    .contains("[items]");
            properties.put("auto.create", "true");
            assertThat(errors(properties)).isEmpty();
        }
    }

    @Test
    void rewindsAndForgetsOffsetsInTheTarget() throws SQLException {
        try (Database database = Database.h2();
                JdbcTarget first = database.target("auto.create", "true")) {
            first.claim(List.of(Changes.PARTITION));
            Marks marks = new Marks(Map.of("shop", new Marks.Mark(8, 1, 1)));
            Changes t = new Changes("t", 1, "id", INT32_SCHEMA);
            first.apply(Changes.marked(0, 9, marks, t.upsert(1)));
            JdbcSinkConnector connector = new JdbcSinkConnector();
            Map<String, String> properties = database.properties();
            assertThat(connector.alterOffsets(properties, Map.of(Changes.PARTITION, 4L))).isTrue();
            try (JdbcTarget next = database.target()) {
                assertThat(next.claim(List.of(Changes.PARTITION)))
                        .isEqualTo(Map.of(Changes.PARTITION, new Standing(4, Marks.NONE)));
            }
            Map<TopicPartition, Long> forgotten = new HashMap<>();
            forgotten.put(Changes.PARTITION, null);
            connector.alterOffsets(properties, forgotten);
            assertThat(database.rows("SELECT * FROM \"lockstep_offsets\"")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres-jdbc-sink", "postgres-jdbc-sink-transactions"})
    void theExamplesAreValid(String example) throws IOException {
        JsonNode file =
                new ObjectMapper()
                        .readTree(Path.of("../../config-examples", example + ".json").toFile());
        Map<String, String> properties = new HashMap<>();
        file.get("config")
                .properties()
                .forEach(
                        option ->
                                properties.put(
                                        option.getKey(),
                                        option.getValue()
                                                .asText()
                                                .replaceAll("\\$\\{[A-Z]+}", "5432")));
        assertThat(JdbcSinkConfig.definition().configKeys().keySet())
                .containsAll(
                        properties.keySet().stream()
                                .filter(
                                        key ->
                                                !key.matches(
                                                        "connector\\.class|tasks\\..*|topics.*"))
                                .filter(key -> !key.matches("(key|value)\\.converter.*"))
                                .filter(key -> !key.matches("errors\\..*r.*e.*|consumer\\..*"))
                                .toList());
        assertThat(new JdbcSinkConfig(properties).connection().url()).contains("5432");
    }
}
