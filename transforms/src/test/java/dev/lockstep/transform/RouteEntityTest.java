package dev.lockstep.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.transform.change.TransformException;
import dev.lockstep.transform.sample.JsonData;
import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
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

class RouteEntityTest {

    private static RouteEntity<SinkRecord> transform(String... options) {
        RouteEntity<SinkRecord> transform = new RouteEntity<>();
        transform.configure(Options.of(options));
        return transform;
    }

    private static RouteEntity<SinkRecord> topic(String template) {
        return transform("topic", template);
    }

    /** A row of two columns, in one of the shapes. */
    private static SinkRecord event(Shape shape, String op, String before, String after) {
        return Images.event(shape, op, row(before), row(after));
    }

    private static Struct row(String tenant) {
        Schema row =
                SchemaBuilder.struct()
                        .optional()
                        .field("id", Schema.INT64_SCHEMA)
                        .field("tenant", Schema.OPTIONAL_STRING_SCHEMA)
                        .build();
        return tenant == null
                ? null
                : new Struct(row).put("id", 7L).put("tenant", tenant.isEmpty() ? null : tenant);
    }

    private static SinkRecord tombstoneOf(SinkRecord delete) {
        return Samples.sink(
                delete.topic(),
                new SchemaAndValue(delete.keySchema(), delete.key()),
                SchemaAndValue.NULL);
    }

    @ParameterizedTest
    @EnumSource
    void routesByTableAndOperation(Shape shape) {
        RouteEntity<SinkRecord> transform = topic("cdc.${db}.${table}.${op}");
        String start = "cdc." + shape.database() + "." + shape.table() + ".";
        SinkRecord insert = Samples.insert(shape);
        SinkRecord routed = transform.apply(insert);
        assertThat(routed.topic()).isEqualTo(start + "c");
        assertThat(routed.key()).isSameAs(insert.key());
        assertThat(routed.value()).isSameAs(insert.value());
        assertThat(routed.valueSchema()).isSameAs(insert.valueSchema());
        assertThat(routed.kafkaPartition()).isEqualTo(insert.kafkaPartition());
        assertThat(transform.apply(Samples.update(shape)).topic()).isEqualTo(start + "u");
        assertThat(transform.apply(Samples.snapshot(shape)).topic()).isEqualTo(start + "r");
        assertThat(transform.apply(Samples.truncate(shape)).topic()).isEqualTo(start + "t");
        assertThat(transform.apply(Samples.delete(shape)).topic()).isEqualTo(start + "d");
        assertThat(transform.apply(Samples.tombstone(shape)).topic()).isEqualTo(start + "d");
        assertThat(transform.apply(Samples.insert(shape)).topic()).isSameAs(routed.topic());
    }

    @ParameterizedTest
    @EnumSource
    void routesByFieldsOfEveryPart(Shape shape) {
        SinkRecord update = Samples.update(shape);
        var event = JsonData.toJson(update.valueSchema(), update.value());
        assertThat(
                        topic(
                                        "a-${key.id}-${before.id}-${after.id}-${source.name}"
                                                + "-${transaction.total_order}-${topic}")
                                .apply(update)
                                .topic())
                .isEqualTo(
                        "a-%1$s-%1$s-%1$s-%2$s-%3$s-%4$s",
                        event.at("/after/id").asText(),
                        event.at("/source/name").asText(),
                        event.at("/transaction/total_order").asText(),
                        shape.topic());
    }

    @ParameterizedTest
    @EnumSource
    void replacesWhatATopicMayNotHave(Shape shape) {
        assertThat(topic("${after.tenant}").apply(event(shape, "c", null, "Ä & b")).topic())
                .isEqualTo("____b");
    }

    @ParameterizedTest
    @EnumSource
    void routesDeletesByTheRowBefore(Shape shape) {
        RouteEntity<SinkRecord> transform = topic("t.${after.tenant}");
        SinkRecord delete = event(shape, "d", "acme", null);
        assertThat(transform.apply(delete).topic()).isEqualTo("t.acme");
        SinkRecord tombstone = transform.apply(tombstoneOf(delete));
        assertThat(tombstone.topic()).isEqualTo("t.acme");
        assertThat(tombstone.value()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void leavesATombstoneWhoseDeleteIsNotKnown(Shape shape) {
        SinkRecord tombstone = Samples.tombstone(shape);
        assertThat(topic("${table}").apply(tombstone)).isSameAs(tombstone);
        assertThat(
                        transform("topic.regex", ".*", "topic.replacement", "all")
                                .apply(tombstone)
                                .topic())
                .isEqualTo("all");
    }

    @ParameterizedTest
    @EnumSource
    void failsWithoutAValueUnlessToldToIgnoreIt(Shape shape) {
        SinkRecord delete = event(shape, "d", "", null);
        assertThatThrownBy(() -> topic("t.${after.tenant}").apply(delete))
                .isInstanceOf(TransformException.class)
                .hasMessageStartingWith(
                        "Cannot apply RouteEntity (topic shop.public.things, partition 3, offset"
                                + " 42): the event has no value for ${after.tenant}, which topic"
                                + " names");
        for (String template :
                List.of(
                        "${after.tenant}",
                        "${after.none}",
                        "${before.none}",
                        "${key.none}",
                        "${source.none}",
                        "${transaction.id}")) {
            RouteEntity<SinkRecord> lenient =
                    transform("topic", template, "on.missing.column", "ignore");
            assertThat(lenient.apply(delete)).as(template).isSameAs(delete);
            assertThat(lenient.apply(tombstoneOf(delete)).topic()).isEqualTo(delete.topic());
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsOnWhatIsNoTopic(Shape shape) {
        SinkRecord insert = event(shape, "c", null, "..");
        assertThatThrownBy(() -> topic("${after.tenant}").apply(insert))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("what topic gives is not the name of a topic");
        assertThatThrownBy(
                        () ->
                                transform("topic.regex", "(x?).*", "topic.replacement", "$1")
                                        .apply(insert))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("topic.replacement");
    }

    @ParameterizedTest
    @EnumSource
    void renamesTopicsThatMatchWhole(Shape shape) {
        SinkRecord insert = Samples.insert(shape);
        String first = shape.topic().substring(0, shape.topic().indexOf('.'));
        RouteEntity<SinkRecord> transform =
                transform(
                        "topic.regex", "(?<server>[^.]+)\\.(.*)",
                        "topic.replacement", "${server}/$2");
        assertThat(transform.apply(insert).topic())
                .isEqualTo(first + "_" + shape.topic().substring(first.length() + 1));
        assertThat(transform("topic.regex", first, "topic.replacement", "x").apply(insert).topic())
                .isEqualTo(shape.topic());
    }

    @ParameterizedTest
    @EnumSource
    void choosesThePartitionOfAKey(Shape shape) {
        RouteEntity<SinkRecord> transform =
                transform("partition.key", "${after.tenant}", "partition.topic.num", "12");
        SinkRecord delete = event(shape, "d", "acme", null);
        SinkRecord routed = transform.apply(delete);
        int expected =
                (org.apache.kafka.common.utils.Utils.murmur2(
                                        "acme".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                & 0x7fffffff)
                        % 12;
        assertThat(routed.kafkaPartition()).isEqualTo(expected);
        assertThat(routed.topic()).isEqualTo(delete.topic());
        assertThat(transform.apply(tombstoneOf(delete)).kafkaPartition()).isEqualTo(expected);
        assertThatThrownBy(() -> transform.apply(event(shape, "d", "", null)))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("which partition.key names");
    }

    @ParameterizedTest
    @EnumSource
    void addsAFieldToTheKey(Shape shape) {
        RouteEntity<SinkRecord> transform =
                transform(
                        "topic.regex", ".*", "topic.replacement", "all", "key.field.name", "from");
        SinkRecord delete = Samples.delete(shape);
        SinkRecord routed = transform.apply(delete);
        String id = JsonData.toJson(delete.keySchema(), delete.key()).get("id").asText();
        assertThat(JsonData.toJson(routed.keySchema(), routed.key()))
                .hasToString("{\"id\":" + id + ",\"from\":\"" + shape.topic() + "\"}");
        SinkRecord tombstone = transform.apply(Samples.tombstone(shape));
        assertThat(tombstone.key()).isEqualTo(routed.key());
        assertThat(tombstone.topic()).isEqualTo("all");
        assertThat(tombstone.keySchema()).isSameAs(routed.keySchema());
    }

    @ParameterizedTest
    @EnumSource
    void leavesKeysAloneThatHaveNoFields(Shape shape) {
        SinkRecord truncate = Samples.truncate(shape);
        assertThat(transform("key.field.name", "from").apply(truncate).key()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void failsIfTheKeyHasTheFieldAlready(Shape shape) {
        assertThatThrownBy(() -> transform("key.field.name", "id").apply(Samples.insert(shape)))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("key.field.name");
    }

    @ParameterizedTest
    @EnumSource(names = {"DEBEZIUM", "DEBEZIUM_WITHOUT_SCHEMA"})
    void readsDocuments(Shape shape) {
        SinkRecord event = Samples.debezium(shape, "mongodb-insert");
        assertThat(topic("${after.first_name}.${table}").apply(event).topic())
                .isEqualTo("Anne.customers");
    }

    @ParameterizedTest
    @EnumSource
    void leavesAloneWhatHasNoTable(Shape shape) {
        RouteEntity<SinkRecord> transform = topic("${table}");
        for (SinkRecord record :
                List.of(Samples.message(shape), Samples.plainRow(shape), Samples.text())) {
            assertThat(transform.apply(record)).isSameAs(record);
        }
        assertThatThrownBy(
                        () ->
                                transform("topic", "x", "on.non.change.event", "fail")
                                        .apply(Samples.plainRow(shape)))
                .isInstanceOf(TransformException.class);
    }

    @Test
    void worksInASourceConnector() {
        RouteEntity<SourceRecord> transform = new RouteEntity<>();
        transform.configure(
                Options.of(
                        "topic", "x.${table}",
                        "partition.key", "${schema}",
                        "partition.topic.num", "3"));
        SourceRecord insert = Samples.asSource(Samples.insert(Shape.LOCKSTEP));
        SourceRecord routed = transform.apply(insert);
        assertThat(routed.topic()).isEqualTo("x.orders");
        assertThat(routed.kafkaPartition()).isBetween(0, 2);
        assertThat(routed.sourceOffset()).isEqualTo(insert.sourceOffset());
    }

    @ParameterizedTest
    @CsvSource({
        "topic, ${table, character 0",
        "topic, a.${what}, character 2",
        "topic, ${after.}, ${after.}",
        "topic, '', topic",
        "topic.regex, (, Not a regular expression",
        "partition.key, ${row.x}, ${row.x}",
        "partition.key, ${table}, partition.topic.num",
        "partition.topic.num, -1, partition.topic.num",
        "key.field.template, ${x}, ${x}",
        "topic.replacement, x, topic.replacement",
        "topic.regex, x, topic.replacement",
        "on.missing.column, drop, on.missing.column",
        "on.non.change.event, drop, on.non.change.event"
    })
    void refuses(String option, String value, String part) {
        assertThatThrownBy(() -> transform(option, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(part);
    }

    @Test
    void refusesOptionsThatDoNotGoTogether() {
        assertThatThrownBy(
                        () -> transform("topic", "a", "topic.regex", "b", "topic.replacement", "c"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("topic.regex");
        assertThatThrownBy(() -> transform("topic.regex", "a", "topic.replacement", "$1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("topic.replacement");
        assertThatThrownBy(() -> transform("topic.regex", "a", "topic.replacement", "${x}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("topic.replacement");
    }
}
