package dev.lockstep.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.event.GoldenEvents;
import dev.lockstep.transform.change.TransformException;
import dev.lockstep.transform.sample.JsonData;
import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import java.util.List;
import java.util.Map;
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

class UnwrapTest {

    private static final String DELETES = "delete.tombstone.handling.mode";

    private static Unwrap<SinkRecord> transform(String... options) {
        Unwrap<SinkRecord> transform = new Unwrap<>();
        transform.configure(Options.of(options));
        return transform;
    }

    private static JsonNode value(SinkRecord record) {
        return JsonData.toJson(record.valueSchema(), record.value());
    }

    private static JsonNode image(SinkRecord event, String name) {
        return value(event).get(name);
    }

    @ParameterizedTest
    @EnumSource
    void givesTheRowItself(Shape shape) {
        for (SinkRecord event :
                List.of(Samples.insert(shape), Samples.update(shape), Samples.snapshot(shape))) {
            SinkRecord row = transform().apply(event);
            assertThat(value(row)).isEqualTo(image(event, "after"));
            assertThat(row.key()).isSameAs(event.key());
            assertThat(row.keySchema()).isSameAs(event.keySchema());
            assertThat(row.topic()).isEqualTo(event.topic());
            assertThat(row.timestamp()).isEqualTo(event.timestamp());
            if (shape.isWithSchema()) {
                assertThat(row.value()).isSameAs(((Struct) event.value()).get("after"));
                assertThat(row.valueSchema()).isSameAs(((Struct) row.value()).schema());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void makesATombstoneOfADelete(Shape shape) {
        SinkRecord delete = Samples.delete(shape);
        SinkRecord tombstone = transform().apply(delete);
        assertThat(tombstone.value()).isNull();
        assertThat(tombstone.key()).isSameAs(delete.key());
        assertThat(tombstone.valueSchema() != null).isEqualTo(shape.isWithSchema());
        assertThat(transform().apply(Samples.tombstone(shape))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void makesATombstoneWithoutSchemaIfWanted(Shape shape) {
        Unwrap<SinkRecord> transform = transform(DELETES, "delete-to-tombstone");
        SinkRecord tombstone = transform.apply(Samples.delete(shape));
        assertThat(tombstone.value()).isNull();
        assertThat(tombstone.valueSchema()).isNull();
        assertThat(transform.apply(Samples.tombstone(shape))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void dropsDeletesIfWanted(Shape shape) {
        Unwrap<SinkRecord> transform = transform(DELETES, "drop");
        assertThat(transform.apply(Samples.delete(shape))).isNull();
        assertThat(transform.apply(Samples.tombstone(shape))).isNull();
        assertThat(transform.apply(Samples.insert(shape))).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void rewritesDeletesIfWanted(Shape shape) {
        Unwrap<SinkRecord> transform = transform(DELETES, "rewrite");
        SinkRecord delete = Samples.delete(shape);
        ObjectNode expected = image(delete, "before").deepCopy();
        expected.put("__deleted", "true");
        assertThat(value(transform.apply(delete))).isEqualTo(expected);
        SinkRecord insert = Samples.insert(shape);
        ObjectNode inserted = image(insert, "after").deepCopy();
        inserted.put("__deleted", "false");
        assertThat(value(transform.apply(insert))).isEqualTo(inserted);
        assertThat(transform.apply(Samples.tombstone(shape))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void keepsTombstonesBesideRewrittenDeletesIfWanted(Shape shape) {
        Unwrap<SinkRecord> transform = transform(DELETES, "rewrite-with-tombstone");
        assertThat(value(transform.apply(Samples.delete(shape))).get("__deleted").textValue())
                .isEqualTo("true");
        SinkRecord tombstone = Samples.tombstone(shape);
        assertThat(transform.apply(tombstone)).isSameAs(tombstone);
    }

    @ParameterizedTest
    @EnumSource
    void dropsTruncatesUnlessTheyAreToPass(Shape shape) {
        SinkRecord truncate = Samples.truncate(shape);
        assertThat(transform().apply(truncate)).isNull();
        assertThat(transform("truncate.handling.mode", "pass").apply(truncate)).isSameAs(truncate);
    }

    @ParameterizedTest
    @EnumSource
    void leavesAloneWhatHasNoRow(Shape shape) {
        SinkRecord message = Samples.message(shape);
        assertThat(transform().apply(message)).isSameAs(message);
        SinkRecord row = Samples.plainRow(shape);
        assertThat(transform().apply(row)).isSameAs(row);
        SinkRecord text = Samples.text();
        assertThat(transform().apply(text)).isSameAs(text);
    }

    @ParameterizedTest
    @EnumSource
    void addsFactsAsFields(Shape shape) {
        SinkRecord update = Samples.update(shape);
        JsonNode event = value(update);
        Unwrap<SinkRecord> transform =
                transform(
                        "add.fields",
                        "op, table,source.ts_ms,transaction.id,total_order:nr,ts_ms,no_such_fact");
        JsonNode row = value(transform.apply(update));
        assertThat(row.get("__op").textValue()).isEqualTo("u");
        assertThat(row.get("__table").textValue()).isEqualTo(shape.table());
        assertThat(row.get("__source_ts_ms")).isEqualTo(event.at("/source/ts_ms"));
        assertThat(row.get("__transaction_id")).isEqualTo(event.at("/transaction/id"));
        assertThat(row.get("__nr")).isEqualTo(event.at("/transaction/total_order"));
        assertThat(row.get("__ts_ms")).isEqualTo(event.get("ts_ms"));
        assertThat(row.has("__no_such_fact")).isFalse();
        assertThat(row.get(shape.changedColumn()))
                .isEqualTo(event.get("after").get(shape.changedColumn()));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCKSTEP", "LOCKSTEP_WITHOUT_SCHEMA"})
    void addsTheFactsThatOnlyLockstepHas(Shape shape) {
        JsonNode row =
                value(
                        transform(
                                        "add.fields",
                                        "position,commit_lsn,ordinal,last,lsn,changed_fields",
                                        "add.fields.prefix",
                                        "cdc.")
                                .apply(Samples.update(shape)));
        assertThat(row.get("cdc.position").longValue()).isEqualTo(97500037122L);
        assertThat(row.get("cdc.commit_lsn").longValue()).isEqualTo(23803720L);
        assertThat(row.get("cdc.ordinal").longValue()).isEqualTo(2);
        assertThat(row.get("cdc.last").booleanValue()).isTrue();
        assertThat(row.get("cdc.changed_fields")).hasToString("[\"paid\",\"note\"]");
    }

    @ParameterizedTest
    @EnumSource
    void addsWholeBlocksAndFactsThatAreNull(Shape shape) {
        SinkRecord insert = Samples.insert(shape);
        ObjectNode event = value(insert).deepCopy();
        event.putNull("transaction");
        JsonNode row =
                value(
                        transform("add.fields", "source,transaction.total_order")
                                .apply(Samples.withValue(insert, Images.of(insert, event))));
        assertThat(row.get("__source")).isEqualTo(event.get("source"));
        assertThat(row.get("__transaction_total_order").isNull()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void addsFactsAsHeaders(Shape shape) {
        SinkRecord update = Samples.update(shape);
        update.headers().addString("mine", "1");
        SinkRecord row =
                transform("add.headers", "op,source.table:t", "add.headers.prefix", "x-")
                        .apply(update);
        assertThat(row.headers()).extracting("key").containsExactly("mine", "x-op", "x-t");
        assertThat(row.headers().lastWithName("x-t").value()).isEqualTo(shape.table());
        assertThat(row.headers().lastWithName("x-t").schema().isOptional())
                .isEqualTo(shape.isWithSchema());
        assertThat(update.headers()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void addsHeadersToTombstones(Shape shape) {
        Unwrap<SinkRecord> transform =
                transform(DELETES, "rewrite-with-tombstone", "add.headers", "op,table");
        SinkRecord tombstone = transform.apply(Samples.tombstone(shape));
        assertThat(tombstone.value()).isNull();
        assertThat(tombstone.headers()).hasSize(1);
        assertThat(tombstone.headers().lastWithName("__op").value()).isEqualTo("d");
        SinkRecord delete = transform("add.headers", "op,table").apply(Samples.delete(shape));
        assertThat(delete.headers().lastWithName("__table").value()).isEqualTo(shape.table());
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCKSTEP", "LOCKSTEP_WITHOUT_SCHEMA"})
    void leavesOutUnavailableColumnsThatTheEventNames(Shape shape) {
        SinkRecord event = Samples.lockstep(shape, "unavailable");
        Unwrap<SinkRecord> transform = transform();
        SinkRecord row = transform.apply(event);
        ObjectNode expected = image(event, "after").deepCopy();
        expected.remove("note");
        assertThat(value(row)).isEqualTo(expected);
        assertThat(transform.apply(Samples.lockstep(shape, "unavailable")).valueSchema())
                .isSameAs(row.valueSchema());
        SinkRecord whole = transform("unavailable.columns", "keep").apply(event);
        assertThat(value(whole)).isEqualTo(image(event, "after"));
    }

    @ParameterizedTest
    @EnumSource(names = {"DEBEZIUM", "DEBEZIUM_WITHOUT_SCHEMA"})
    void leavesOutColumnsThatHoldThePlaceholder(Shape shape) {
        SinkRecord update = Samples.update(shape);
        ObjectNode event = value(update).deepCopy();
        ((ObjectNode) event.get("after")).put("email", "__debezium_unavailable_value");
        SinkRecord unavailable = Samples.withValue(update, Images.of(update, event));
        assertThat(value(transform().apply(unavailable)).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "first_name", "last_name");
        assertThat(value(transform("unavailable.value.placeholder", "?").apply(unavailable)))
                .isEqualTo(event.get("after"));
    }

    @Test
    void knowsThePlaceholderInEveryTypeThatCanHoldIt() {
        Schema row =
                SchemaBuilder.struct()
                        .optional()
                        .field("id", Schema.INT64_SCHEMA)
                        .field("bytes", Schema.OPTIONAL_BYTES_SCHEMA)
                        .field("list", SchemaBuilder.array(Schema.STRING_SCHEMA).optional())
                        .field(
                                "map",
                                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                                        .optional())
                        .build();
        Struct after =
                new Struct(row)
                        .put("id", 1L)
                        .put("bytes", java.nio.ByteBuffer.wrap(new byte[] {'?'}))
                        .put("list", List.of("?"))
                        .put("map", Map.of("?", "?"));
        SinkRecord unwrapped =
                transform("unavailable.value.placeholder", "?").apply(Images.update(after));
        assertThat(value(unwrapped)).hasToString("{\"id\":1}");
        after.put("bytes", new byte[] {'?'}).put("list", List.of("?", "?")).put("map", Map.of());
        assertThat(
                        value(
                                transform("unavailable.value.placeholder", "?")
                                        .apply(Images.update(after))))
                .hasToString("{\"id\":1,\"list\":[\"?\",\"?\"],\"map\":{}}");
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutTheColumnsThatAHeaderLists(Shape shape) {
        SinkRecord update = Samples.update(shape);
        update.headers()
                .addList(
                        "drop",
                        List.of(shape.changedColumn(), "id"),
                        SchemaBuilder.array(Schema.STRING_SCHEMA).build());
        SinkRecord compatible = transform("drop.fields.header.name", "drop").apply(update);
        assertThat(value(compatible).has(shape.changedColumn())).isFalse();
        assertThat(value(compatible).has("id")).isEqualTo(shape == Shape.LOCKSTEP);
        assertThat(compatible.key()).isSameAs(update.key());
        SinkRecord all =
                transform(
                                "drop.fields.header.name",
                                "drop",
                                "drop.fields.keep.schema.compatible",
                                "false",
                                "drop.fields.from.key",
                                "true")
                        .apply(update);
        assertThat(value(all).has("id")).isFalse();
        assertThat(JsonData.toJson(all.keySchema(), all.key())).hasToString("{}");
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutNothingWithoutTheHeader(Shape shape) {
        Unwrap<SinkRecord> transform = transform("drop.fields.header.name", "drop");
        SinkRecord update = Samples.update(shape);
        assertThat(value(transform.apply(update))).isEqualTo(image(update, "after"));
        update.headers().addString("drop", "id");
        assertThatThrownBy(() -> transform.apply(update))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("drop.fields.header.name");
    }

    @ParameterizedTest
    @EnumSource
    void routesByAColumn(Shape shape) {
        Unwrap<SinkRecord> transform =
                transform(DELETES, "rewrite-with-tombstone", "route.by.field", "id");
        SinkRecord insert = Samples.insert(shape);
        String id = image(insert, "after").get("id").asText();
        assertThat(transform.apply(insert).topic()).isEqualTo(id);
        SinkRecord delete = Samples.delete(shape);
        String deleted = image(delete, "before").get("id").asText();
        assertThat(transform.apply(delete).topic()).isEqualTo(deleted);
        assertThat(transform.apply(Samples.tombstone(shape)).topic()).isEqualTo(deleted);
    }

    @ParameterizedTest
    @EnumSource
    void staysInTheTopicWithoutTheColumnUnlessToldToFail(Shape shape) {
        SinkRecord insert = Samples.insert(shape);
        assertThat(transform("route.by.field", "region").apply(insert).topic())
                .isEqualTo(shape.topic());
        Unwrap<SinkRecord> strict =
                transform("route.by.field", "region", "on.missing.column", "fail");
        assertThatThrownBy(() -> strict.apply(insert))
                .isInstanceOf(TransformException.class)
                .hasMessageStartingWith("Cannot apply Unwrap (topic " + shape.topic())
                .hasMessageContaining("partition 3, offset 42")
                .hasMessageContaining("region, which route.by.field names");
    }

    @ParameterizedTest
    @EnumSource
    void failsIfAFactHasTheNameOfAColumn(Shape shape) {
        Unwrap<SinkRecord> transform =
                transform("add.fields", "op:" + shape.changedColumn(), "add.fields.prefix", "");
        assertThatThrownBy(() -> transform.apply(Samples.insert(shape)))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("the name of a column")
                .hasMessageContaining("add.fields.prefix");
    }

    @ParameterizedTest
    @EnumSource(names = {"DEBEZIUM", "DEBEZIUM_WITHOUT_SCHEMA"})
    void givesTheTextOfADocument(Shape shape) {
        SinkRecord event = Samples.debezium(shape, "mongodb-insert");
        SinkRecord row = transform("add.headers", "op").apply(event);
        assertThat(row.value()).isEqualTo(value(event).get("after").textValue());
        assertThat(row.valueSchema() != null).isEqualTo(shape.isWithSchema());
        assertThatThrownBy(() -> transform(DELETES, "rewrite").apply(event))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("JSON text")
                .hasMessageNotContaining("Anne");
    }

    @ParameterizedTest
    @EnumSource
    void failsOnAnUpdateWithoutARowRatherThanMakeATombstoneOfIt(Shape shape) {
        SinkRecord update = Samples.update(shape);
        ObjectNode event = value(update).deepCopy();
        event.putNull("after");
        SinkRecord empty = Samples.withValue(update, Images.of(update, event));
        assertThatThrownBy(() -> transform().apply(empty))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("no row after the change");
    }

    @ParameterizedTest
    @EnumSource
    void failsToRewriteADeleteWithoutARow(Shape shape) {
        SinkRecord delete = Samples.delete(shape);
        ObjectNode event = value(delete).deepCopy();
        event.putNull("before");
        SinkRecord empty = Samples.withValue(delete, Images.of(delete, event));
        assertThat(transform().apply(empty).value()).isNull();
        assertThatThrownBy(() -> transform(DELETES, "rewrite").apply(empty))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("delete.tombstone.handling.mode=rewrite");
    }

    @ParameterizedTest
    @EnumSource
    void failsOnWhatIsNoChangeEventIfToldTo(Shape shape) {
        Unwrap<SinkRecord> transform = transform("on.non.change.event", "fail");
        assertThatThrownBy(() -> transform.apply(Samples.plainRow(shape)))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("not a change event");
    }

    @Test
    void nullsStayNullsWhateverTheSchemaSays() {
        Schema row =
                SchemaBuilder.struct()
                        .optional()
                        .field("id", Schema.INT64_SCHEMA)
                        .field("n", SchemaBuilder.int64().optional().defaultValue(5L).build())
                        .build();
        SinkRecord update = Images.update(new Struct(row).put("id", 1L).put("n", null));
        Struct unwrapped = (Struct) transform("add.fields", "op").apply(update).value();
        assertThat(unwrapped.getWithoutDefault("n")).isNull();
    }

    @Test
    void oneSchemaInIsOneSchemaOut() {
        Unwrap<SinkRecord> transform = transform("add.fields", "op");
        SinkRecord first = transform.apply(Samples.insert(Shape.LOCKSTEP));
        SinkRecord second = transform.apply(Samples.update(Shape.LOCKSTEP));
        assertThat(second.valueSchema()).isSameAs(first.valueSchema());
    }

    @Test
    void worksInASourceConnector() {
        Unwrap<SourceRecord> transform = new Unwrap<>();
        transform.configure(Map.of());
        SourceRecord update = Samples.asSource(Samples.update(Shape.LOCKSTEP));
        SourceRecord row = transform.apply(update);
        assertThat(row.value()).isSameAs(((Struct) update.value()).get("after"));
        assertThat(row.sourceOffset()).isEqualTo(update.sourceOffset());
    }

    @ParameterizedTest
    @CsvSource({
        DELETES + ", remove",
        "truncate.handling.mode, fail",
        "unavailable.columns, null",
        "unavailable.value.placeholder, ''",
        "add.fields, a.b.c",
        "add.headers, op:a:b",
        "add.headers, .op",
        "drop.fields.from.key, perhaps",
        "drop.fields.keep.schema.compatible, perhaps",
        "on.missing.column, drop",
        "on.non.change.event, drop"
    })
    void refuses(String option, String value) {
        assertThatThrownBy(() -> transform(option, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mysql-insert", "mysql-snapshot", "postgresql-update", "sqlserver-update"})
    void unwrapsEventsOfEveryConnector(String name) {
        SinkRecord event = Samples.debezium(Shape.DEBEZIUM, name);
        JsonNode after = JsonData.tree(GoldenEvents.debezium(name)).get("after");
        assertThat(value(transform().apply(event))).isEqualTo(after);
        assertThat(new SchemaAndValue(null, value(transform("add.fields", "db").apply(event))))
                .isNotNull();
    }
}
