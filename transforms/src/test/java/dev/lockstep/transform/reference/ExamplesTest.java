package dev.lockstep.transform.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.transform.sample.JsonData;
import dev.lockstep.transform.sample.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the examples of the reference pages, with schemas and without. */
class ExamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> examples() {
        return Plugin.all().stream()
                .flatMap(
                        plugin ->
                                plugin.examples().stream()
                                        .map(example -> Arguments.of(plugin, example)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void comesOutAsThePageSaysWithoutSchema(Plugin plugin, Example example) {
        assertThat(run(plugin, example, false)).isEqualTo(expected(plugin, example));
    }

    /** A struct has all its fields, so what is null and what is absent looks the same. */
    @ParameterizedTest
    @MethodSource("examples")
    void comesOutAsThePageSaysWithSchema(Plugin plugin, Example example) {
        assertThat(run(plugin, example, true).stream().map(ExamplesTest::withoutNulls))
                .isEqualTo(
                        expected(plugin, example).stream()
                                .map(ExamplesTest::withoutNulls)
                                .toList());
    }

    private static List<JsonNode> run(Plugin plugin, Example example, boolean withSchema) {
        List<SinkRecord> records =
                example.inputs().stream().map(node -> record(node, withSchema)).toList();
        return plugin.isPredicate()
                ? test(plugin, example, records)
                : apply(plugin, example, records);
    }

    private static List<JsonNode> apply(Plugin plugin, Example example, List<SinkRecord> records) {
        try (Transformation<SinkRecord> transformation = plugin.transformation()) {
            transformation.configure(example.options());
            return records.stream()
                    .map(transformation::apply)
                    .filter(Objects::nonNull)
                    .map(ExamplesTest::json)
                    .toList();
        }
    }

    private static List<JsonNode> test(Plugin plugin, Example example, List<SinkRecord> records) {
        Predicate<SinkRecord> predicate = plugin.predicate();
        predicate.configure(example.options());
        List<JsonNode> answers = new ArrayList<>();
        records.forEach(record -> answers.add(JSON.valueToTree(predicate.test(record))));
        predicate.close();
        return answers;
    }

    private static List<JsonNode> expected(Plugin plugin, Example example) {
        return plugin.isPredicate()
                ? example.outputs()
                : example.outputs().stream().map(node -> json(record(node, false))).toList();
    }

    private static SinkRecord record(JsonNode node, boolean withSchema) {
        SinkRecord record =
                Samples.sink(
                        node.path("topic").asText("topic"),
                        data(node.path("key"), withSchema, "Key"),
                        data(node.path("value"), withSchema, "Envelope"));
        node.path("headers")
                .properties()
                .forEach(
                        header -> {
                            SchemaAndValue value = data(header.getValue(), withSchema, null);
                            record.headers().add(header.getKey(), value);
                        });
        return record;
    }

    private static SchemaAndValue data(JsonNode json, boolean withSchema, String name) {
        return withSchema ? JsonData.withSchema(json, name) : JsonData.withoutSchema(json);
    }

    private static JsonNode json(SinkRecord record) {
        ObjectNode json = JSON.createObjectNode();
        json.put("topic", record.topic());
        json.set("key", JsonData.toJson(record.keySchema(), record.key()));
        json.set("value", JsonData.toJson(record.valueSchema(), record.value()));
        ObjectNode headers = json.putObject("headers");
        for (Header header : record.headers()) {
            headers.set(header.key(), JsonData.toJson(header.schema(), header.value()));
        }
        return json;
    }

    private static JsonNode withoutNulls(JsonNode json) {
        if (!json.isObject()) {
            return json;
        }
        ObjectNode rest = JSON.createObjectNode();
        json.properties().stream()
                .filter(member -> !member.getValue().isNull())
                .forEach(member -> rest.set(member.getKey(), withoutNulls(member.getValue())));
        return rest;
    }
}
