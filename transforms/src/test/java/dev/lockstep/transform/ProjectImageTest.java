package dev.lockstep.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.transform.change.TransformException;
import dev.lockstep.transform.sample.JsonData;
import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProjectImageTest {

    private static ProjectImage<SinkRecord> transform(String... options) {
        ProjectImage<SinkRecord> transform = new ProjectImage<>();
        transform.configure(Options.of(options));
        return transform;
    }

    private static JsonNode value(SinkRecord record) {
        return JsonData.toJson(record.valueSchema(), record.value());
    }

    private static List<String> names(JsonNode row) {
        return row.properties().stream().map(java.util.Map.Entry::getKey).sorted().toList();
    }

    @ParameterizedTest
    @EnumSource
    void keepsBothImagesUnlessToldOtherwise(Shape shape) {
        for (SinkRecord record :
                List.of(
                        Samples.insert(shape),
                        Samples.update(shape),
                        Samples.delete(shape),
                        Samples.tombstone(shape),
                        Samples.truncate(shape),
                        Samples.message(shape))) {
            assertThat(transform().apply(record)).isSameAs(record);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheNewImage(Shape shape) {
        SinkRecord update = Samples.update(shape);
        ObjectNode expected = value(update).deepCopy();
        expected.putNull("before");
        SinkRecord projected = transform("images", "new").apply(update);
        assertThat(value(projected)).isEqualTo(expected);
        assertThat(projected.key()).isSameAs(update.key());
        JsonNode delete = value(transform("images", "new").apply(Samples.delete(shape)));
        assertThat(delete.get("before").isNull()).isTrue();
        assertThat(delete.get("op").textValue()).isEqualTo("d");
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheOldImage(Shape shape) {
        SinkRecord update = Samples.update(shape);
        ObjectNode expected = value(update).deepCopy();
        expected.putNull("after");
        assertThat(value(transform("images", "old").apply(update))).isEqualTo(expected);
        JsonNode insert = value(transform("images", "old").apply(Samples.insert(shape)));
        assertThat(insert.get("after").isNull()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheColumnsOfTheKeyOnly(Shape shape) {
        ProjectImage<SinkRecord> transform = transform("images", "keys_only");
        JsonNode update = value(transform.apply(Samples.update(shape)));
        assertThat(names(update.get("before"))).containsExactly("id");
        assertThat(names(update.get("after"))).containsExactly("id");
        if (shape.isLockstep()) {
            assertThat(update.get("changed_fields")).isEmpty();
        }
        JsonNode insert = value(transform.apply(Samples.insert(shape)));
        assertThat(insert.get("before").isNull()).isTrue();
        assertThat(names(value(transform.apply(Samples.delete(shape))).get("before")))
                .containsExactly("id");
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingInRowsWithoutAKey(Shape shape) {
        SinkRecord update = Samples.update(shape);
        SinkRecord keyless =
                Samples.sink(
                        update.topic(),
                        SchemaAndValue.NULL,
                        new SchemaAndValue(update.valueSchema(), update.value()));
        assertThat(value(transform("images", "keys_only").apply(keyless)).get("after")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keepsIncludedColumnsAndTheKey(Shape shape) {
        SinkRecord update = Samples.update(shape);
        String column = shape.changedColumn();
        for (String pattern :
                List.of(
                        column,
                        shape.table() + "." + column,
                        shape.fullName() + "." + column,
                        "/.*\\." + column + "/")) {
            JsonNode event = value(transform("column.include.list", pattern).apply(update));
            assertThat(names(event.get("after")))
                    .as(pattern)
                    .containsExactlyInAnyOrder("id", column);
            assertThat(names(event.get("before"))).containsExactlyInAnyOrder("id", column);
            if (shape.isLockstep()) {
                assertThat(event.get("changed_fields")).hasToString("[\"paid\"]");
            }
        }
        JsonNode bare =
                value(
                        transform("column.include.list", column, "keep.key.columns", "false")
                                .apply(update));
        assertThat(names(bare.get("after"))).containsExactly(column);
    }

    @ParameterizedTest
    @EnumSource
    void losesExcludedColumns(Shape shape) {
        SinkRecord update = Samples.update(shape);
        JsonNode after =
                value(
                                transform(
                                                "column.include.list",
                                                "*",
                                                "column.exclude.list",
                                                shape.unchangedColumn() + ",id")
                                        .apply(update))
                        .get("after");
        assertThat(after.has(shape.unchangedColumn())).isFalse();
        assertThat(after.has("id")).isTrue();
        assertThat(after.has(shape.changedColumn())).isTrue();
        SinkRecord other = transform("column.exclude.list", "others.id,missing").apply(update);
        assertThat(other).isSameAs(update);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCKSTEP", "LOCKSTEP_WITHOUT_SCHEMA"})
    void notesNameOnlyWhatIsLeft(Shape shape) {
        JsonNode exact =
                value(
                        transform("column.exclude.list", "price")
                                .apply(Samples.lockstep(shape, "exact")));
        assertThat(exact.get("exact_values").isNull()).isTrue();
        JsonNode unavailable =
                value(
                        transform("column.exclude.list", "note")
                                .apply(Samples.lockstep(shape, "unavailable")));
        assertThat(unavailable.get("unavailable_fields")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"DEBEZIUM", "DEBEZIUM_WITHOUT_SCHEMA"})
    void projectsDocuments(Shape shape) {
        SinkRecord event = Samples.debezium(shape, "mongodb-insert");
        JsonNode document =
                JsonData.tree(
                        value(transform("column.exclude.list", "email").apply(event))
                                .get("after")
                                .textValue());
        assertThat(names(document)).containsExactly("_id", "first_name");
    }

    @ParameterizedTest
    @EnumSource
    void leavesAloneWhatIsNoChangeEvent(Shape shape) {
        ProjectImage<SinkRecord> transform = transform("images", "keys_only");
        for (SinkRecord record :
                List.of(
                        Samples.plainRow(shape),
                        Samples.text(),
                        Samples.tombstone(shape),
                        Samples.message(shape))) {
            assertThat(transform.apply(record)).isSameAs(record);
        }
        assertThatThrownBy(
                        () ->
                                transform("on.non.change.event", "fail")
                                        .apply(Samples.plainRow(shape)))
                .isInstanceOf(TransformException.class)
                .hasMessageStartingWith("Cannot apply ProjectImage (topic " + shape.topic());
    }

    @Test
    void oneSchemaInIsOneSchemaOut() {
        ProjectImage<SinkRecord> transform = transform("column.exclude.list", "note");
        SinkRecord first = transform.apply(Samples.insert(Shape.LOCKSTEP));
        assertThat(transform.apply(Samples.update(Shape.LOCKSTEP)).valueSchema())
                .isSameAs(first.valueSchema());
    }

    @Test
    void worksInASourceConnector() {
        ProjectImage<SourceRecord> transform = new ProjectImage<>();
        transform.configure(Options.of("images", "old"));
        SourceRecord projected = transform.apply(Samples.asSource(Samples.update(Shape.LOCKSTEP)));
        assertThat(((Struct) projected.value()).getStruct("after")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "images, both",
        "column.include.list, /(/",
        "column.exclude.list, /(/",
        "keep.key.columns, perhaps",
        "on.non.change.event, drop"
    })
    void refuses(String option, String value) {
        assertThatThrownBy(() -> transform(option, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option);
    }
}
