package dev.lockstep.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.event.ChangeEvent;
import dev.lockstep.event.GoldenEvents;
import dev.lockstep.transform.sample.JsonData;
import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChangedFieldsTest {

    private static ChangedFields<SinkRecord> transform(String... options) {
        return Applied.with(new ChangedFields<>(), options);
    }

    private static ChangeEvent event(SinkRecord record) {
        return ChangeEvent.of(record.value()).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatAnUpdateChanged(Shape shape) {
        SinkRecord update = Samples.update(shape);
        SinkRecord out = transform().apply(update);
        assertThat(event(out).changedFields()).contains(shape.changedColumn());
        assertThat(event(out).changedFields()).doesNotContain(shape.unchangedColumn());
        assertThat(event(out).after()).isEqualTo(event(update).after());
        assertThat(out.key()).isEqualTo(update.key());
        assertThat(out.valueSchema() == null).isEqualTo(!shape.isWithSchema());
        if (shape.isLockstep()) {
            assertThat(out).isSameAs(update);
        }
    }

    @ParameterizedTest
    @EnumSource
    void allEventsOfATopicGetOneSchema(Shape shape) {
        ChangedFields<SinkRecord> transform = transform();
        SinkRecord insert = transform.apply(Samples.insert(shape));
        assertThat(event(insert).changedFields()).isEmpty();
        assertThat(transform.apply(insert)).isSameAs(insert);
        if (shape.isWithSchema()) {
            ((Struct) insert.value()).validate();
            assertThat(insert.valueSchema().field("changed_fields")).isNotNull();
            assertThat(transform.apply(Samples.insert(shape)).valueSchema())
                    .isEqualTo(insert.valueSchema());
        } else {
            assertThat(((Map<?, ?>) insert.value()).keySet()).asString().contains("changed_fields");
        }
    }

    @ParameterizedTest
    @EnumSource
    void addsNothingIfToldSo(Shape shape) {
        SinkRecord update = Samples.update(shape);
        assertThat(transform("add.changed.fields", "false").apply(update)).isSameAs(update);
    }

    @ParameterizedTest
    @EnumSource
    void dropsUpdatesThatChangeNoWatchedColumn(Shape shape) {
        ChangedFields<SinkRecord> transform =
                transform("watched.columns", "id," + shape.unchangedColumn());
        assertThat(transform.apply(Samples.update(shape))).isNull();
        assertThat(transform.apply(Samples.insert(shape))).isNotNull();
        assertThat(transform.apply(Samples.delete(shape))).isNotNull();
        assertThat(transform.apply(Samples.snapshot(shape))).isNotNull();
        assertThat(transform.apply(Samples.truncate(shape))).isNotNull();
        assertThat(
                        transform("watched.columns", "id, " + shape.changedColumn())
                                .apply(Samples.update(shape)))
                .isNotNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCKSTEP", "LOCKSTEP_WITHOUT_SCHEMA"})
    void keepsAnUpdateOfWhichTheChangeIsUnknown(Shape shape) {
        SinkRecord unknown = Samples.lockstep(shape, "unavailable");
        assertThat(transform("watched.columns", "paid").apply(unknown)).isSameAs(unknown);
        ChangedFields<SinkRecord> strict =
                transform("watched.columns", "paid", "on.unknown.change", "fail");
        assertThatThrownBy(() -> strict.apply(unknown))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Cannot apply ChangedFields (topic shop.public.orders")
                .hasMessageContaining("no whole before image");
    }

    @ParameterizedTest
    @EnumSource(names = {"DEBEZIUM", "DEBEZIUM_WITHOUT_SCHEMA"})
    void cannotTellWithoutABeforeImage(Shape shape) {
        ObjectNode envelope = (ObjectNode) JsonData.tree(GoldenEvents.debezium("mysql-update"));
        envelope.putNull("before");
        SinkRecord update = Samples.sink("t", SchemaAndValue.NULL, data(shape, envelope));
        SinkRecord out = transform().apply(update);
        assertThat(event(out).changedFields()).isEmpty();
        ChangedFields<SinkRecord> strict = transform("on.unknown.change", "fail");
        assertThatThrownBy(() -> strict.apply(update)).isInstanceOf(DataException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"DEBEZIUM", "DEBEZIUM_WITHOUT_SCHEMA"})
    void takesTheDescriptionOfADocumentsUpdate(Shape shape) {
        ObjectNode envelope = (ObjectNode) JsonData.tree(GoldenEvents.debezium("mongodb-insert"));
        envelope.put("op", "u");
        envelope.putObject("updateDescription")
                .put("updatedFields", "{\"email\": \"x\", \"home.city\": \"y\"}")
                .putArray("removedFields")
                .add("phone");
        SinkRecord update = Samples.sink("t", SchemaAndValue.NULL, data(shape, envelope));
        assertThat(event(transform().apply(update)).changedFields())
                .containsExactly("email", "home", "phone");
        assertThat(transform("watched.columns", "first_name").apply(update)).isNull();
        assertThat(transform("watched.columns", "phone").apply(update)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"DEBEZIUM", "DEBEZIUM_WITHOUT_SCHEMA"})
    void aValueThatTheLogDidNotCarryIsUnchanged(Shape shape) {
        ObjectNode envelope = (ObjectNode) JsonData.tree(GoldenEvents.debezium("mysql-update"));
        ((ObjectNode) envelope.get("after")).put("email", "__debezium_unavailable_value");
        SinkRecord update = Samples.sink("t", SchemaAndValue.NULL, data(shape, envelope));
        assertThat(event(transform().apply(update)).changedFields()).containsExactly("first_name");
        assertThat(transform("watched.columns", "email").apply(update)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void leavesTombstonesMessagesAndOtherRecordsAlone(Shape shape) {
        ChangedFields<SinkRecord> transform = transform("watched.columns", "id");
        for (SinkRecord record :
                new SinkRecord[] {
                    Samples.tombstone(shape),
                    Samples.message(shape),
                    Samples.plainRow(shape),
                    Samples.text()
                }) {
            assertThat(transform.apply(record)).isSameAs(record);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ignoresAWatchedColumnThatIsMissingOrFails(Shape shape) {
        assertThat(transform("watched.columns", "colour").apply(Samples.update(shape))).isNull();
        ChangedFields<SinkRecord> strict =
                transform("watched.columns", "colour", "on.missing.column", "fail");
        assertThatThrownBy(() -> strict.apply(Samples.update(shape)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no column colour, which watched.columns names");
    }

    @ParameterizedTest
    @EnumSource
    void failsOnWhatIsNoChangeEventIfToldTo(Shape shape) {
        ChangedFields<SinkRecord> strict = transform("on.non.change.event", "fail");
        assertThatThrownBy(() -> strict.apply(Samples.plainRow(shape)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Cannot apply ChangedFields (topic " + shape.topic());
    }

    @Test
    void rowsWithoutAColumnOfTheOtherImageAreCompared() {
        ObjectNode envelope = (ObjectNode) JsonData.tree(GoldenEvents.debezium("mysql-update"));
        ((ObjectNode) envelope.get("before")).remove("email");
        SinkRecord update =
                Samples.sink("t", SchemaAndValue.NULL, JsonData.withoutSchema(envelope));
        assertThat(event(transform().apply(update)).changedFields())
                .containsExactly("first_name", "email");
    }

    @ParameterizedTest
    @CsvSource({
        "watched.columns, 'id,,name'",
        "add.changed.fields, perhaps",
        "on.missing.column, drop",
        "on.unknown.change, drop",
        "on.non.change.event, drop"
    })
    void refusesAValueThatIsNone(String option, String value) {
        assertThatThrownBy(() -> transform(option, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option);
    }

    private static SchemaAndValue data(Shape shape, ObjectNode envelope) {
        return shape.isWithSchema()
                ? JsonData.withSchema(envelope, "Envelope")
                : JsonData.withoutSchema(envelope);
    }
}
