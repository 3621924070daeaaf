package dev.lockstep.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.lockstep.event.ExampleEvents.Example;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rewrites the golden files and the Avro schema with {@code -Dlockstep.golden.update=true}; the
 * build after that reads them.
 */
class GoldenEventsTest {

    private static final boolean UPDATE = Boolean.getBoolean("lockstep.golden.update");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path PUBLISHED = Path.of("src/main/resources/dev/lockstep/event");

    @Test
    void filesAreWhatTheSchemasProduce() throws IOException {
        for (Map.Entry<Path, byte[]> file : expectedFiles().entrySet()) {
            if (UPDATE) {
                Files.createDirectories(file.getKey().getParent());
                Files.write(file.getKey(), file.getValue());
            }
            assertThat(file.getKey()).hasBinaryContent(file.getValue());
        }
    }

    @Test
    void noFileIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            assertThat(files.filter(Files::isRegularFile))
                    .filteredOn(file -> !file.startsWith(GOLDEN.resolve("debezium")))
                    .allMatch(expectedFiles()::containsKey);
        }
    }

    @Test
    void theLoaderKnowsEveryExample() {
        assertThat(GoldenEvents.all())
                .extracting(GoldenEvent::name)
                .containsExactlyElementsOf(ExampleEvents.all().keySet());
    }

    @ParameterizedTest
    @MethodSource("eventsWithValue")
    void everyFormReadsBackToTheSameValue(GoldenEvent event) {
        JsonNode expected = ConverterForms.tree(event.valueJson().orElseThrow());
        byte[] withSchema = event.valueJsonWithSchema().orElseThrow();
        byte[] datum = event.valueAvro().orElseThrow();
        Schema schema = schema(event.valueAvroSchema());
        assertThat(json(ConverterForms.fromJson(withSchema, true))).isEqualTo(expected);
        assertThat(json(ConverterForms.fromAvro(datum, schema))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("eventsWithValue")
    void schemasComeThroughJsonWhole(GoldenEvent event) {
        Example example = ExampleEvents.all().get(event.name());
        byte[] withSchema = event.valueJsonWithSchema().orElseThrow();
        assertThat(ConverterForms.fromJson(withSchema, true).schema())
                .isEqualTo(example.value().schema());
    }

    @ParameterizedTest
    @MethodSource("events")
    void valuesFollowTheJsonSchema(GoldenEvent event) {
        byte[] value = event.valueJson().orElse("null".getBytes(StandardCharsets.UTF_8));
        assertThat(jsonSchema().validate(ConverterForms.tree(value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"op", "source", "after"})
    void theJsonSchemaAsksForWhatEveryInsertHas(String field) {
        assertRejected(event -> event.remove(field));
    }

    @Test
    void theJsonSchemaRejectsValuesOfTheWrongKind() {
        assertRejected(event -> event.put("op", "x"));
        assertRejected(event -> event.put("before", "text"));
        assertRejected(event -> event.set("before", event.get("after")));
        assertRejected(event -> event.put("changed_fields", "id"));
        assertRejected(event -> event.putObject("exact_values").put("price", "NaN"));
        assertRejected(event -> source(event).put("position", "12"));
        assertRejected(event -> source(event).put("position", -1));
        assertRejected(event -> source(event).put("snapshot", "maybe"));
        assertRejected(event -> source(event).remove("table"));
    }

    @Test
    void thePublishedAvroSchemaReadsEveryEventOfTheTable() throws IOException {
        Schema published = schema(read("envelope.avsc"));
        for (GoldenEvent event : GoldenEvents.all()) {
            if (event.topic().equals(GoldenEvents.ORDERS) && event.valueAvro().isPresent()) {
                assertThat(ConverterForms.fromAvro(event.valueAvro().get(), published).value())
                        .as(event.name())
                        .isNotNull();
            }
        }
    }

    /** A registry must take Lockstep's schema after the one that Debezium registered. */
    @Test
    void theAvroSchemaIsACompatibleEvolutionOfDebeziums() {
        Schema debezium = ConverterForms.avroSchema(DebeziumSchemas.envelope());
        Schema ours = ConverterForms.avroSchema(ExampleEvents.ORDERS.value());
        assertThat(compatibility(ours, debezium)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        assertThat(compatibility(debezium, ours)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    static Stream<GoldenEvent> events() {
        return GoldenEvents.all().stream();
    }

    static Stream<GoldenEvent> eventsWithValue() {
        return events().filter(event -> event.valueJson().isPresent());
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
    }

    private static void assertRejected(Consumer<ObjectNode> damage) {
        byte[] insert = GoldenEvents.named("insert").valueJson().orElseThrow();
        ObjectNode event = (ObjectNode) ConverterForms.tree(insert);
        damage.accept(event);
        assertThat(jsonSchema().validate(event)).isNotEmpty();
    }

    private static ObjectNode source(ObjectNode event) {
        return (ObjectNode) event.get("source");
    }

    private static Map<Path, byte[]> expectedFiles() {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        for (GoldenEvent event : GoldenEvents.all()) {
            Example example = ExampleEvents.all().get(event.name());
            Path topic = GOLDEN.resolve(event.topic());
            addForms(files, topic, event.name(), "key", example.key());
            addForms(files, topic, event.name(), "value", example.value());
        }
        files.put(PUBLISHED.resolve("envelope.avsc"), avroSchemaFile(ExampleEvents.ORDERS.value()));
        return files;
    }

    private static void addForms(
            Map<Path, byte[]> files, Path topic, String name, String part, SchemaAndValue data) {
        if (data.value() == null) {
            return;
        }
        Path folder = topic.resolve(name);
        files.put(folder.resolve(part + ".json"), ConverterForms.toJson(data, false));
        files.put(folder.resolve(part + ".with-schema.json"), ConverterForms.toJson(data, true));
        files.put(folder.resolve(part + ".avro"), ConverterForms.toAvro(data));
        files.put(topic.resolve(part + ".avsc"), avroSchemaFile(data.schema()));
    }

    private static byte[] avroSchemaFile(org.apache.kafka.connect.data.Schema schema) {
        return ConverterForms.pretty(ConverterForms.avroSchema(schema).toString());
    }

    private static JsonNode json(SchemaAndValue data) {
        return ConverterForms.tree(ConverterForms.toJson(data, false));
    }

    private static Schema schema(byte[] avsc) {
        return new Schema.Parser().parse(new String(avsc, StandardCharsets.UTF_8));
    }

    private static JsonSchema jsonSchema() {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(ConverterForms.tree(read("envelope.schema.json")));
    }

    private static byte[] read(String resource) {
        try (InputStream in = ChangeEvent.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
