package dev.lockstep.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.transform.change.TransformException;
import dev.lockstep.transform.sample.JsonData;
import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With schemas as of a source connector, and without. */
class FromOutboxTest {

    private static final Schema ROW =
            SchemaBuilder.struct()
                    .optional()
                    .name("shop.public.outbox.Value")
                    .field("id", Schema.STRING_SCHEMA)
                    .field("aggregatetype", Schema.OPTIONAL_STRING_SCHEMA)
                    .field("aggregateid", Schema.OPTIONAL_INT64_SCHEMA)
                    .field("type", Schema.OPTIONAL_STRING_SCHEMA)
                    .field("payload", Schema.OPTIONAL_STRING_SCHEMA)
                    .field("version", Schema.OPTIONAL_INT32_SCHEMA)
                    .field(
                            "at",
                            SchemaBuilder.int64()
                                    .optional()
                                    .name("io.debezium.time.MicroTimestamp")
                                    .build())
                    .build();

    private static FromOutbox<SinkRecord> transform(String... options) {
        FromOutbox<SinkRecord> transform = new FromOutbox<>();
        transform.configure(Options.of(options));
        return transform;
    }

    private static Struct row(String payload) {
        return new Struct(ROW)
                .put("id", "e1")
                .put("aggregatetype", "order")
                .put("aggregateid", 7L)
                .put("type", "Shipped")
                .put("payload", payload)
                .put("version", 2)
                .put("at", 5_000_000L);
    }

    private static SinkRecord insert(Shape shape, String payload) {
        return Images.event(shape, "c", null, row(payload));
    }

    private static JsonNode value(SinkRecord record) {
        return JsonData.toJson(record.valueSchema(), record.value());
    }

    @ParameterizedTest
    @EnumSource
    void makesAnEventOfAnInsertedRow(Shape shape) {
        SinkRecord insert = insert(shape, "{\"n\":1}");
        insert.headers().addString("mine", "1");
        SinkRecord event = transform().apply(insert);
        assertThat(event.topic()).isEqualTo("outbox.event.order");
        assertThat(event.key()).isEqualTo(7L);
        assertThat(event.value()).isEqualTo("{\"n\":1}");
        assertThat(event.headers()).extracting("key").containsExactly("mine", "id", "type");
        assertThat(event.headers().lastWithName("id").value()).isEqualTo("e1");
        assertThat(event.headers().lastWithName("type").value()).isEqualTo("Shipped");
        assertThat(event.kafkaPartition()).isEqualTo(insert.kafkaPartition());
        assertThat(insert.headers()).hasSize(1);
        if (shape.isWithSchema()) {
            assertThat(event.keySchema()).isEqualTo(Schema.OPTIONAL_INT64_SCHEMA);
            assertThat(event.valueSchema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
            assertThat(event.headers().lastWithName("id").schema()).isEqualTo(Schema.STRING_SCHEMA);
        }
        assertThat(transform().apply(Images.event(shape, "r", null, row("x"))).value())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @EnumSource
    void dropsWhatCleansUp(Shape shape) {
        SinkRecord delete = Images.event(shape, "d", row("x"), null);
        SinkRecord tombstone =
                Samples.sink(
                        delete.topic(),
                        new SchemaAndValue(delete.keySchema(), delete.key()),
                        SchemaAndValue.NULL);
        assertThat(transform().apply(delete)).isNull();
        assertThat(transform().apply(tombstone)).isNull();
        assertThat(transform().apply(Samples.truncate(shape))).isNull();
        FromOutbox<SinkRecord> ofTable = transform("entity.include.list", "things");
        assertThat(ofTable.apply(tombstone)).isSameAs(tombstone);
        assertThat(ofTable.apply(delete)).isNull();
        assertThat(ofTable.apply(tombstone)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void leavesOtherTablesAlone(Shape shape) {
        FromOutbox<SinkRecord> transform = transform("entity.include.list", "outbox");
        for (SinkRecord record :
                List.of(
                        Samples.insert(shape),
                        Samples.update(shape),
                        Samples.delete(shape),
                        Samples.tombstone(shape),
                        Samples.truncate(shape),
                        Samples.message(shape),
                        Samples.plainRow(shape),
                        Samples.text())) {
            assertThat(transform.apply(record)).isSameAs(record);
        }
    }

    @ParameterizedTest
    @EnumSource
    void dropsUpdatesUnlessTheyAreFatal(Shape shape) {
        SinkRecord update = Images.event(shape, "u", row("x"), row("y"));
        assertThat(transform().apply(update)).isNull();
        assertThat(transform("table.op.invalid.behavior", "error").apply(update)).isNull();
        assertThatThrownBy(() -> transform("table.op.invalid.behavior", "fatal").apply(update))
                .isInstanceOf(TransformException.class)
                .hasMessageStartingWith("Cannot apply FromOutbox (topic shop.public.things")
                .hasMessageContaining("partition 3, offset 42");
    }

    @ParameterizedTest
    @EnumSource
    void takesOtherColumnsIfNamed(Shape shape) {
        SinkRecord event =
                transform(
                                "table.field.event.id", "type",
                                "table.field.event.key", "id",
                                "table.field.event.type", "aggregatetype",
                                "table.field.event.payload", "aggregateid",
                                "route.by.field", "version",
                                "route.topic.regex", "([0-9])",
                                "route.topic.replacement", "v$1/x")
                        .apply(insert(shape, "x"));
        assertThat(event.topic()).isEqualTo("v2_x");
        assertThat(event.key()).isEqualTo("e1");
        assertThat(event.value()).isEqualTo(7L);
        assertThat(event.headers().lastWithName("id").value()).isEqualTo("Shipped");
        assertThat(event.headers().lastWithName("type").value()).isEqualTo("order");
        assertThat(transform("table.field.event.type", "none").apply(insert(shape, "x")).headers())
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void failsWithoutARequiredColumn(Shape shape) {
        for (String option :
                List.of(
                        "table.field.event.id",
                        "table.field.event.key",
                        "table.field.event.payload",
                        "table.field.event.timestamp",
                        "route.by.field")) {
            assertThatThrownBy(() -> transform(option, "none").apply(insert(shape, "secret")))
                    .isInstanceOf(TransformException.class)
                    .hasMessageContaining("no column none, which " + option + " names")
                    .hasMessageNotContaining("secret");
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsOnARouteThatIsNullOrNoTopic(Shape shape) {
        SinkRecord unrouted = Images.event(shape, "c", null, row("x").put("aggregatetype", null));
        assertThatThrownBy(() -> transform().apply(unrouted))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("aggregatetype");
        assertThatThrownBy(
                        () -> transform("route.topic.replacement", "..").apply(insert(shape, "x")))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("route.topic.replacement");
    }

    @ParameterizedTest
    @EnumSource
    void aNullKeyIsNoKey(Shape shape) {
        SinkRecord event =
                transform()
                        .apply(Images.event(shape, "c", null, row("x").put("aggregateid", null)));
        assertThat(event.key()).isNull();
        assertThat(event.keySchema()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void placesFurtherColumns(Shape shape) {
        SinkRecord event =
                transform(
                                "table.fields.additional.placement",
                                "version:header:v,type:envelope:eventType,aggregateid:envelope,"
                                        + "version:partition")
                        .apply(insert(shape, "x"));
        assertThat(event.headers().lastWithName("v").value()).isIn(2, 2L);
        assertThat(event.kafkaPartition()).isEqualTo(2);
        assertThat(value(event))
                .isEqualTo(
                        JsonData.tree(
                                "{\"payload\":\"x\",\"eventType\":\"Shipped\",\"aggregateid\":7}"));
        if (shape.isWithSchema()) {
            assertThat(event.valueSchema().name()).isEqualTo("shop.public.outbox.order.Value");
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsWithoutAFurtherColumnUnlessToldToIgnoreIt(Shape shape) {
        for (String place : List.of("header", "envelope", "partition")) {
            String placement = "none:" + place;
            assertThatThrownBy(
                            () ->
                                    transform("table.fields.additional.placement", placement)
                                            .apply(insert(shape, "x")))
                    .isInstanceOf(TransformException.class)
                    .hasMessageContaining("none, which table.fields.additional.placement names");
            assertThat(
                            transform(
                                            "table.fields.additional.placement",
                                            placement,
                                            "table.field.additional.missing",
                                            "ignore")
                                    .apply(insert(shape, "x")))
                    .isNotNull();
        }
    }

    @Test
    void givesTheSchemaOfTheEnvelopeAVersion() {
        FromOutbox<SinkRecord> transform =
                transform(
                        "table.fields.additional.placement", "type:envelope",
                        "table.field.event.schema.version", "version");
        SinkRecord first = transform.apply(insert(Shape.LOCKSTEP, "x"));
        assertThat(first.valueSchema().version()).isEqualTo(2);
        assertThat(transform.apply(insert(Shape.LOCKSTEP, "y")).valueSchema())
                .isSameAs(first.valueSchema());
    }

    @Test
    void takesTheTimeFromAColumn() {
        SinkRecord event =
                transform("table.field.event.timestamp", "at").apply(insert(Shape.LOCKSTEP, "x"));
        assertThat(event.timestamp()).isEqualTo(5_000);
        SinkRecord nullTime = Images.event("c", null, row("x").put("at", null));
        assertThat(transform("table.field.event.timestamp", "at").apply(nullTime).timestamp())
                .isEqualTo(nullTime.timestamp());
        assertThatThrownBy(
                        () ->
                                transform("table.field.event.timestamp", "at")
                                        .apply(insert(Shape.LOCKSTEP_WITHOUT_SCHEMA, "x")))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("table.field.event.timestamp");
    }

    @ParameterizedTest
    @EnumSource
    void takesTheTimeOfTheEventOtherwise(Shape shape) {
        SinkRecord insert = Samples.insert(shape);
        SinkRecord event =
                transform(
                                "table.field.event.key", "id",
                                "table.field.event.payload", "id",
                                "route.by.field", "id")
                        .apply(insert);
        assertThat(event.timestamp()).isEqualTo(value(insert).get("ts_ms").longValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void makesTombstonesOfEmptyPayloadsIfWanted(String payload) {
        SinkRecord insert = insert(Shape.LOCKSTEP, payload);
        assertThat(transform().apply(insert).value()).isEqualTo(payload);
        SinkRecord tombstone = transform("route.tombstone.on.empty.payload", "true").apply(insert);
        assertThat(tombstone.value()).isNull();
        assertThat(tombstone.valueSchema()).isNull();
        assertThat(tombstone.key()).isEqualTo(7L);
    }

    @ParameterizedTest
    @EnumSource
    void aNullPayloadIsEmpty(Shape shape) {
        FromOutbox<SinkRecord> transform =
                transform(
                        "route.tombstone.on.empty.payload", "true",
                        "table.fields.additional.placement", "type:envelope");
        assertThat(transform.apply(insert(shape, null)).value()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void expandsJsonIfWanted(Shape shape) {
        FromOutbox<SinkRecord> transform = transform("table.expand.json.payload", "true");
        String json = "{\"a\":[1,2],\"b\":{\"c\":\"d\"}}";
        SinkRecord event = transform.apply(insert(shape, json));
        assertThat(value(event)).isEqualTo(JsonData.tree(json));
        assertThat(event.valueSchema() != null).isEqualTo(shape.isWithSchema());
        assertThat(transform.apply(insert(shape, "no json")).value()).isEqualTo("no json");
        assertThat(transform.apply(insert(shape, "{\"a\":")).value()).isEqualTo("{\"a\":");
    }

    @Test
    void keepsNullsOfExpandedJsonIfWanted() {
        SinkRecord event =
                transform(
                                "table.expand.json.payload", "true",
                                "table.json.payload.null.behavior", "optional_bytes")
                        .apply(insert(Shape.LOCKSTEP, "{\"a\":null}"));
        assertThat(value(event)).hasToString("{\"a\":null}");
    }

    private static SinkRecord message(Shape shape, String content) {
        SinkRecord message = Samples.message(shape);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        if (message.value() instanceof Struct event) {
            event.getStruct("message").put("content", bytes);
            return message;
        }
        var event = (com.fasterxml.jackson.databind.node.ObjectNode) value(message);
        ((com.fasterxml.jackson.databind.node.ObjectNode) event.get("message"))
                .put("content", Base64.getEncoder().encodeToString(bytes));
        return Samples.withValue(message, JsonData.withoutSchema(event).value());
    }

    @ParameterizedTest
    @EnumSource
    void makesAnEventOfAMessage(Shape shape) {
        FromOutbox<SinkRecord> transform = transform("message.prefix", "warehouse");
        SinkRecord event =
                transform.apply(
                        message(
                                shape,
                                "{\"id\":1,\"aggregatetype\":\"box\",\"aggregateid\":\"b\","
                                        + "\"payload\":{\"n\":[1]}}"));
        assertThat(event.topic()).isEqualTo("outbox.event.box");
        assertThat(event.key()).isEqualTo("b");
        assertThat(value(event)).hasToString("{\"n\":[1]}");
        assertThat(event.valueSchema() != null).isEqualTo(shape.isWithSchema());
        assertThat(event.headers().lastWithName("id").value()).isEqualTo(1L);
        SinkRecord other = Samples.insert(shape);
        assertThat(transform.apply(other)).isSameAs(other);
        SinkRecord elsewhere = Samples.message(shape);
        assertThat(transform("message.prefix", "else").apply(elsewhere)).isSameAs(elsewhere);
    }

    @ParameterizedTest
    @EnumSource
    void putsColumnsOfAMessageBesideItsPayload(Shape shape) {
        SinkRecord event =
                transform(
                                "message.prefix", "warehouse",
                                "table.fields.additional.placement", "kind:envelope")
                        .apply(
                                message(
                                        shape,
                                        "{\"id\":1,\"aggregatetype\":\"box\",\"aggregateid\":2,"
                                                + "\"payload\":{\"n\":[1]},\"kind\":\"k\"}"));
        assertThat(value(event)).hasToString("{\"payload\":{\"n\":[1]},\"kind\":\"k\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "[1]", "{\"id\":"})
    void failsOnAMessageThatIsNoRow(String content) {
        for (Shape shape : Shape.values()) {
            assertThatThrownBy(
                            () ->
                                    transform("message.prefix", "warehouse")
                                            .apply(message(shape, content)))
                    .isInstanceOf(TransformException.class)
                    .hasMessageNotContaining("secret");
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsOnWhatIsNoChangeEventIfToldTo(Shape shape) {
        assertThatThrownBy(
                        () ->
                                transform("on.non.change.event", "fail")
                                        .apply(Samples.plainRow(shape)))
                .isInstanceOf(TransformException.class);
    }

    @Test
    void worksInASourceConnector() {
        FromOutbox<SourceRecord> transform = new FromOutbox<>();
        transform.configure(Options.of());
        SourceRecord insert = Samples.asSource(insert(Shape.LOCKSTEP, "x"));
        SourceRecord event = transform.apply(insert);
        assertThat(event.topic()).isEqualTo("outbox.event.order");
        assertThat(event.kafkaPartition()).isNull();
        assertThat(event.sourceOffset()).isEqualTo(insert.sourceOffset());
    }

    @ParameterizedTest
    @CsvSource({
        "entity.include.list, /(/",
        "table.op.invalid.behavior, skip",
        "table.field.event.id, ''",
        "table.field.event.key, ''",
        "table.field.event.payload, ''",
        "table.fields.additional.placement, version",
        "table.fields.additional.placement, version:body",
        "table.field.additional.missing, warn",
        "route.by.field, ''",
        "route.topic.regex, (",
        "route.topic.replacement, ''",
        "route.topic.replacement, ${none}",
        "route.tombstone.on.empty.payload, perhaps",
        "table.expand.json.payload, perhaps",
        "table.json.payload.null.behavior, keep",
        "on.non.change.event, drop"
    })
    void refuses(String option, String value) {
        assertThatThrownBy(() -> transform(option, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option);
    }
}
