package dev.lockstep.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.transform.sample.JsonData;
import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ToEntityEventTest {

    private static ToEntityEvent<SinkRecord> transform(String... options) {
        ToEntityEvent<SinkRecord> transform = new ToEntityEvent<>();
        Map<String, String> config = new LinkedHashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            config.put(options[i], options[i + 1]);
        }
        transform.configure(config);
        return transform;
    }

    private static JsonNode event(SinkRecord record, String... options) {
        SinkRecord event = transform(options).apply(record);
        return JsonData.toJson(event.valueSchema(), event.value());
    }

    private static JsonNode envelope(SinkRecord record) {
        return JsonData.toJson(record.valueSchema(), record.value());
    }

    @ParameterizedTest
    @EnumSource
    void hasTheFlatShape(Shape shape) {
        SinkRecord update = Samples.update(shape);
        JsonNode event = event(update);
        assertThat(event.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "lsn",
                        "timestamp",
                        "entity",
                        "entity_id",
                        "operation",
                        "old_data",
                        "new_data",
                        "changed_fields",
                        "transaction_id",
                        "source",
                        "correlation_id");
        assertThat(event.get("entity").textValue()).isEqualTo(shape.table());
        assertThat(event.get("entity_id").textValue()).isEqualTo(shape.isLockstep() ? "7" : "1004");
        assertThat(event.get("operation").textValue()).isEqualTo("MODIFY");
        assertThat(event.get("old_data")).isEqualTo(envelope(update).get("before"));
        assertThat(event.get("new_data")).isEqualTo(envelope(update).get("after"));
        assertThat(event.get("changed_fields"))
                .extracting(JsonNode::textValue)
                .contains(shape.changedColumn())
                .doesNotContain(shape.unchangedColumn());
        assertThat(event.get("source").textValue())
                .isEqualTo(shape.isLockstep() ? "shop" : "dbserver1");
        assertThat(event.get("transaction_id").textValue())
                .isEqualTo(
                        shape.isLockstep()
                                ? "771:23803720"
                                : "09b7c2f1-6b0f-11ef-9d3a-0242ac120002:26");
        assertThat(event.get("correlation_id").isNull()).isTrue();
        assertThat(transform().apply(update).value())
                .isInstanceOf(shape.isWithSchema() ? Struct.class : Map.class);
    }

    @Test
    void hasThePlaceInCommitOrderOrTheLsn() {
        SinkRecord update = Samples.update(Shape.LOCKSTEP);
        assertThat(event(update).get("lsn").longValue()).isEqualTo(97500037122L);
        assertThat(event(update, "lsn.field", "lsn").get("lsn").longValue()).isEqualTo(23803720L);
        SinkRecord mysql = Samples.update(Shape.DEBEZIUM);
        assertThat(event(mysql).get("lsn").longValue()).isEqualTo(4L << 43 | 197L << 11 | 3L);
        assertThat(event(mysql, "lsn.field", "lsn").get("lsn").isNull()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void namesTheOperations(Shape shape) {
        assertThat(event(Samples.insert(shape)).get("operation").textValue()).isEqualTo("INSERT");
        assertThat(event(Samples.snapshot(shape)).get("operation").textValue()).isEqualTo("INSERT");
        assertThat(event(Samples.delete(shape)).get("operation").textValue()).isEqualTo("REMOVE");
        assertThat(event(Samples.truncate(shape)).get("operation").textValue())
                .isEqualTo("TRUNCATE");
        String[] update = {"operation.names", "update"};
        assertThat(event(Samples.update(shape), update).get("operation").textValue())
                .isEqualTo("UPDATE");
        assertThat(event(Samples.delete(shape), update).get("operation").textValue())
                .isEqualTo("DELETE");
    }

    @ParameterizedTest
    @EnumSource
    void hasOnlyTheImagesThatThereAre(Shape shape) {
        JsonNode insert = event(Samples.insert(shape));
        assertThat(insert.get("old_data").isNull()).isTrue();
        assertThat(insert.get("new_data").isObject()).isTrue();
        assertThat(insert.get("changed_fields").isNull()).isTrue();
        JsonNode delete = event(Samples.delete(shape));
        assertThat(delete.get("old_data").isObject()).isTrue();
        assertThat(delete.get("new_data").isNull()).isTrue();
        JsonNode truncate = event(Samples.truncate(shape));
        assertThat(truncate.get("entity_id").isNull()).isTrue();
        assertThat(truncate.get("new_data").isNull()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void takesMessagesToo(Shape shape) {
        JsonNode event = event(Samples.message(shape));
        assertThat(event.get("operation").textValue()).isEqualTo("MESSAGE");
        assertThat(event.get("entity").textValue()).isEqualTo("warehouse");
        assertThat(event.get("new_data").get("prefix").textValue()).isEqualTo("warehouse");
    }

    @Test
    void takesDocuments() {
        JsonNode event = event(Samples.debezium(Shape.DEBEZIUM, "mongodb-insert"));
        assertThat(event.get("new_data").textValue()).startsWith("{\"_id\"");
        assertThat(event.get("entity").textValue()).isEqualTo("customers");
    }

    @Test
    void namesTheEntityWithItsSchemaIfToldTo() {
        String[] qualified = {"entity.name.format", "schema.table"};
        assertThat(event(Samples.insert(Shape.LOCKSTEP), qualified).get("entity").textValue())
                .isEqualTo("public.orders");
        assertThat(event(Samples.insert(Shape.DEBEZIUM), qualified).get("entity").textValue())
                .isEqualTo("customers");
    }

    @ParameterizedTest
    @EnumSource
    void hasTheTimeInEitherUnit(Shape shape) {
        long micros = shape.isLockstep() ? 1795169400121456L : 1795169400000000L;
        SinkRecord insert = Samples.insert(shape);
        assertThat(event(insert).get("timestamp").longValue()).isEqualTo(micros);
        assertThat(event(insert, "timestamp.unit", "ms").get("timestamp").longValue())
                .isEqualTo(micros / 1_000);
    }

    @ParameterizedTest
    @EnumSource
    void takesTheCorrelationIdFromAHeader(Shape shape) {
        SinkRecord insert = Samples.insert(shape);
        insert.headers().addString("correlation_id", "r-17").addLong("request", 18);
        assertThat(event(insert).get("correlation_id").textValue()).isEqualTo("r-17");
        String option = "correlation.id.header";
        assertThat(event(insert, option, "request").get("correlation_id").textValue())
                .isEqualTo("18");
        assertThat(event(insert, option, "other").get("correlation_id").isNull()).isTrue();
        assertThat(event(insert, option, "").get("correlation_id").isNull()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void keepsTombstonesUnlessToldOtherwise(Shape shape) {
        SinkRecord tombstone = Samples.tombstone(shape);
        assertThat(transform().apply(tombstone)).isSameAs(tombstone);
        assertThat(transform("tombstone.handling.mode", "drop").apply(tombstone)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void leavesAloneWhatIsNoChangeEvent(Shape shape) {
        SinkRecord row = Samples.plainRow(shape);
        assertThat(transform().apply(row)).isSameAs(row);
        assertThat(transform().apply(Samples.text()).value()).isEqualTo("hi");
        assertThatThrownBy(() -> transform("on.non.change.event", "fail").apply(row))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Cannot apply ToEntityEvent (topic " + shape.topic());
    }

    @Test
    void givesOneSchemaForOneSchema() {
        ToEntityEvent<SinkRecord> transform = transform();
        SinkRecord update = transform.apply(Samples.update(Shape.LOCKSTEP));
        assertThat(update.valueSchema())
                .isSameAs(transform.apply(Samples.insert(Shape.LOCKSTEP)).valueSchema());
        assertThat(update.valueSchema().name()).isEqualTo("shop.public.orders.EntityEvent");
    }

    @Test
    void worksInASourceConnector() {
        ToEntityEvent<SourceRecord> transform = new ToEntityEvent<>();
        transform.configure(Map.of());
        SourceRecord event = transform.apply(Samples.asSource(Samples.insert(Shape.LOCKSTEP)));
        assertThat(((Struct) event.value()).getString("operation")).isEqualTo("INSERT");
        assertThat(event.sourceOffset()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "lsn.field, commit_lsn",
        "operation.names, debezium",
        "entity.name.format, full",
        "timestamp.unit, s",
        "tombstone.handling.mode, rewrite"
    })
    void refusesWhatItDoesNotKnow(String option, String value) {
        assertThatThrownBy(() -> transform(option, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option);
    }
}
