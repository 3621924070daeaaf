package dev.lockstep.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeEventTest {

    private enum Form {
        JSON,
        JSON_WITH_SCHEMA,
        AVRO
    }

    @ParameterizedTest
    @EnumSource
    void readsAnUpdateInEveryForm(Form form) {
        ChangeEvent event = read("update", form);
        assertThat(event.operation()).isEqualTo(Operation.UPDATE);
        assertThat(event.before().orElseThrow().value("paid")).isEqualTo(false);
        assertThat(event.after().orElseThrow().value("paid")).isEqualTo(true);
        assertThat(event.changedFields()).containsExactly("paid", "note");
        assertThat(event.unavailableFields()).isEmpty();
        assertThat(event.exactValues()).isEmpty();
        assertThat(event.transactionId()).contains("771:23803720");
        assertThat(event.transactionOrder()).hasValue(2);
        assertThat(event.timestampMillis()).hasValue(1_795_169_400_123L);
        assertThat(event.timestampMicros()).hasValue(1_795_169_400_123_456L);
        assertThat(event.timestampNanos()).hasValue(1_795_169_400_123_456_789L);
    }

    @ParameterizedTest
    @EnumSource
    void readsTheSourceInEveryForm(Form form) {
        SourceBlock source = read("update", form).source();
        assertThat(source.connector()).contains("postgresql");
        assertThat(source.version()).contains("0.1.0");
        assertThat(source.name()).contains("shop");
        assertThat(source.database()).contains("shop");
        assertThat(source.schema()).contains("public");
        assertThat(source.table()).contains("orders");
        assertThat(source.snapshot()).isFalse();
        assertThat(source.txId()).hasValue(771);
        assertThat(source.lsn()).hasValue(23_803_720);
        assertThat(source.commitLsn()).hasValue(23_803_720);
        assertThat(source.ordinal()).hasValue(2);
        assertThat(source.position()).hasValue(Position.pack(23_803_720, 2));
        assertThat(source.last()).isTrue();
        assertThat(source.timestampMillis()).hasValue(1_795_169_400_121L);
        assertThat(source.timestampMicros()).hasValue(1_795_169_400_121_456L);
        assertThat(source.timestampNanos()).hasValue(1_795_169_400_121_456_000L);
    }

    @ParameterizedTest
    @EnumSource
    void readsTheOtherKindsInEveryForm(Form form) {
        assertThat(read("insert", form).before()).isEmpty();
        assertThat(read("insert", form).source().last()).isFalse();
        ChangeEvent delete = read("delete", form);
        assertThat(delete.operation()).isEqualTo(Operation.DELETE);
        assertThat(delete.after()).isEmpty();
        assertThat(delete.before().orElseThrow().value("id")).isEqualTo(8L);
        assertThat(read("truncate", form).operation()).isEqualTo(Operation.TRUNCATE);
        assertThat(read("unavailable", form).unavailableFields()).containsExactly("note");
        assertThat(read("exact", form).exactValues()).isEqualTo(Map.of("after.price", "NaN"));
        ChangeEvent snapshot = read("snapshot", form);
        assertThat(snapshot.operation()).isEqualTo(Operation.READ);
        assertThat(snapshot.source().snapshot()).isTrue();
        assertThat(snapshot.source().ordinal()).hasValue(0);
        ChangeEvent message = read("message", form);
        assertThat(message.operation()).isEqualTo(Operation.MESSAGE);
        assertThat(message.message().orElseThrow().value("prefix")).isEqualTo("warehouse");
    }

    @ParameterizedTest
    @EnumSource
    void rowsListTheirColumns(Form form) {
        Row row = read("insert", form).after().orElseThrow();
        assertThat(row.columns())
                .containsExactlyInAnyOrder("id", "customer", "price", "paid", "placed_at", "note");
        assertThat(row.has("note")).isTrue();
        assertThat(row.has("colour")).isFalse();
        assertThat(row.value("colour")).isNull();
        assertThat(row.schema().isPresent()).isEqualTo(form != Form.JSON);
    }

    /** Debezium copies column defaults into the schema, and Connect then hides nulls. */
    @Test
    void aNullIsNotReplacedByTheDefaultOfItsColumn() {
        Schema schema =
                SchemaBuilder.struct()
                        .field("n", SchemaBuilder.int32().optional().defaultValue(5).build())
                        .build();
        assertThat(Row.of(new Struct(schema).put("n", null)).value("n")).isNull();
    }

    @ParameterizedTest
    @MethodSource
    void takesNothingElseForAChangeEvent(Object value) {
        assertThat(ChangeEvent.of(value)).isEmpty();
    }

    static Stream<Arguments> takesNothingElseForAChangeEvent() {
        Map<String, Object> noSource = new HashMap<>(json("insert"));
        noSource.put("source", null);
        Map<String, Object> unknown = new HashMap<>(json("insert"));
        unknown.put("op", "x");
        Map<String, Object> noAfter = new HashMap<>(json("insert"));
        noAfter.remove("after");
        Schema flat =
                SchemaBuilder.struct()
                        .field("op", Schema.STRING_SCHEMA)
                        .field("source", Schema.STRING_SCHEMA)
                        .field("after", Schema.STRING_SCHEMA)
                        .build();
        Struct flattened = new Struct(flat).put("op", "c").put("source", "s").put("after", "a");
        return Stream.of(
                Arguments.of((Object) null),
                Arguments.of("c"),
                Arguments.of(List.of("op")),
                Arguments.of(ExampleEvents.order(1)),
                Arguments.of(flattened),
                Arguments.of(Map.of("op", "c", "source", "web", "after", "x")),
                Arguments.of(Map.of()),
                Arguments.of(noSource),
                Arguments.of(unknown),
                Arguments.of(noAfter));
    }

    /** Whole numbers that went through floating point are not the numbers that were sent. */
    @Test
    void aPositionThatIsNotAWholeNumberIsNone() {
        Map<String, Object> event = new HashMap<>(json("insert"));
        event.put("source", Map.of("position", 9.7500037121E10));
        assertThat(ChangeEvent.of(event).orElseThrow().source().position()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mysql-insert, INSERT, mysql, inventory, , customers, false",
        "mysql-update, UPDATE, mysql, inventory, , customers, false",
        "mysql-snapshot, READ, mysql, inventory, , customers, first_in_data_collection",
        "postgresql-update, UPDATE, postgresql, postgres, public, customers, false",
        "sqlserver-update, UPDATE, sqlserver, testDB, dbo, customers, false",
        "mongodb-insert, INSERT, mongodb, inventory, , customers, false"
    })
    void readsTheEventsOfDebezium(
            String name,
            Operation operation,
            String connector,
            String database,
            String schema,
            String table,
            String snapshot) {
        ChangeEvent event = debezium(name);
        assertThat(event.operation()).isEqualTo(operation);
        assertThat(event.source().connector()).contains(connector);
        assertThat(event.source().database()).contains(database);
        assertThat(event.source().schema().orElse(null)).isEqualTo(schema);
        assertThat(event.source().table()).contains(table);
        assertThat(event.source().snapshotMarker()).isEqualTo(snapshot);
        assertThat(event.source().last()).isFalse();
        assertThat(event.changedFields()).isEmpty();
    }

    @Test
    void documentsOfMongoDbStayText() {
        ChangeEvent event = debezium("mongodb-insert");
        assertThat(event.after()).isEmpty();
        assertThat(event.afterDocument().orElseThrow()).startsWith("{\"_id\"");
    }

    static ChangeEvent debezium(String name) {
        byte[] json = GoldenEvents.debezium(name);
        return ChangeEvent.of(ConverterForms.fromJson(json, false).value()).orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String name) {
        byte[] json = GoldenEvents.named(name).valueJson().orElseThrow();
        return (Map<String, Object>) ConverterForms.fromJson(json, false).value();
    }

    private static ChangeEvent read(String name, Form form) {
        GoldenEvent event = GoldenEvents.named(name);
        Object value =
                switch (form) {
                    case JSON -> json(name);
                    case JSON_WITH_SCHEMA ->
                            ConverterForms.fromJson(event.valueJsonWithSchema().orElseThrow(), true)
                                    .value();
                    case AVRO -> avro(event);
                };
        return ChangeEvent.of(value).orElseThrow();
    }

    private static Object avro(GoldenEvent event) {
        String schema = new String(event.valueAvroSchema(), StandardCharsets.UTF_8);
        return ConverterForms.fromAvro(
                        event.valueAvro().orElseThrow(),
                        new org.apache.avro.Schema.Parser().parse(schema))
                .value();
    }
}
