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
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MaskFieldTest {

    private static final String HEX = "[0-9a-f]{64}";

    private static MaskField<SinkRecord> transform(String columns, String... options) {
        MaskField<SinkRecord> transform = new MaskField<>();
        var all = Options.of(options);
        all.put("columns", columns);
        transform.configure(all);
        return transform;
    }

    private static MaskField<SinkRecord> hmac(String columns) {
        return transform(columns, "mask.mode", "hmac_sha256", "mask.hmac.secret", "s3cret");
    }

    private static JsonNode value(SinkRecord record) {
        return JsonData.toJson(record.valueSchema(), record.value());
    }

    private static JsonNode key(SinkRecord record) {
        return JsonData.toJson(record.keySchema(), record.key());
    }

    @ParameterizedTest
    @EnumSource
    void redactsInBothImagesAndNothingElse(Shape shape) {
        SinkRecord update = Samples.update(shape);
        String column = shape.unchangedColumn();
        SinkRecord masked = transform(column).apply(update);
        ObjectNode expected = value(update).deepCopy();
        ((ObjectNode) expected.get("before")).put(column, "****");
        ((ObjectNode) expected.get("after")).put(column, "****");
        if (!shape.isLockstep()) {
            assertThat(value(masked).at("/source/query").isNull()).isTrue();
        }
        assertThat(value(masked)).isEqualTo(expected);
        assertThat(masked.key()).isSameAs(update.key());
        assertThat(value(update).at("/after/" + column).textValue()).isNotEqualTo("****");
    }

    @ParameterizedTest
    @EnumSource
    void masksInsertsSnapshotsAndDeletes(Shape shape) {
        MaskField<SinkRecord> transform =
                transform(shape.unchangedColumn(), "mask.replacement", "-");
        assertThat(value(transform.apply(Samples.insert(shape))).get("after"))
                .anyMatch(node -> node.asText().equals("-"));
        assertThat(value(transform.apply(Samples.snapshot(shape))).get("after"))
                .anyMatch(node -> node.asText().equals("-"));
        SinkRecord delete = transform.apply(Samples.delete(shape));
        assertThat(value(delete).get("before").get(shape.unchangedColumn()).asText())
                .isEqualTo(shape.isLockstep() ? "null" : "-");
    }

    @ParameterizedTest
    @EnumSource
    void aChangedColumnIsStillSaidToHaveChanged(Shape shape) {
        SinkRecord masked = transform(shape.changedColumn()).apply(Samples.update(shape));
        JsonNode event = value(masked);
        assertThat(event.at("/before/" + shape.changedColumn()))
                .isEqualTo(event.at("/after/" + shape.changedColumn()));
        if (shape.isLockstep()) {
            assertThat(event.get("changed_fields")).hasToString("[\"paid\",\"note\"]");
        }
        JsonNode coded = value(hmac(shape.changedColumn()).apply(Samples.update(shape)));
        assertThat(coded.at("/before/" + shape.changedColumn()))
                .isNotEqualTo(coded.at("/after/" + shape.changedColumn()));
    }

    @ParameterizedTest
    @EnumSource
    void aMaskedColumnIsAStringOfTheSameOptionality(Shape shape) {
        SinkRecord masked = hmac("id").apply(Samples.update(shape));
        assertThat(value(masked).at("/after/id").textValue()).matches(HEX);
        if (shape.isWithSchema()) {
            Schema before = ((Struct) Samples.update(shape).value()).schema();
            Schema after = masked.valueSchema();
            assertThat(after.field("after").schema().field("id").schema().isOptional())
                    .isEqualTo(before.field("after").schema().field("id").schema().isOptional());
            assertThat(after.field("after").schema().field("id").schema().type())
                    .isEqualTo(Schema.Type.STRING);
            assertThat(hmac("id").apply(Samples.insert(shape)).valueSchema()).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theHmacIsTheSameInKeyImagesAndTombstone(Shape shape) {
        MaskField<SinkRecord> transform = hmac("id");
        SinkRecord delete = transform.apply(Samples.delete(shape));
        SinkRecord tombstone = transform.apply(Samples.tombstone(shape));
        assertThat(key(delete).get("id").textValue()).matches(HEX);
        assertThat(value(delete).at("/before/id")).isEqualTo(key(delete).get("id"));
        assertThat(tombstone.key()).isEqualTo(delete.key());
        assertThat(tombstone.keySchema()).isEqualTo(delete.keySchema());
        assertThat(tombstone.value()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void theHmacIsTheSameWithSchemaAndWithout(Shape shape) {
        Shape other = shape.isLockstep() ? Shape.LOCKSTEP : Shape.DEBEZIUM;
        MaskField<SinkRecord> transform = hmac("/(?!.*price).*/");
        assertThat(value(transform.apply(Samples.insert(shape))).get("after"))
                .isEqualTo(value(transform.apply(Samples.insert(other))).get("after"));
    }

    @ParameterizedTest
    @EnumSource
    void masksTheKeyOfATombstoneWhoseDeleteIsNotKnown(Shape shape) {
        SinkRecord tombstone = Samples.tombstone(shape);
        String table = shape.fullName().replaceFirst("^[^.]*\\.(.*\\.)", "$1");
        assertThat(key(hmac(table + ".id").apply(tombstone)).get("id").textValue()).matches(HEX);
        assertThat(hmac("others.id").apply(tombstone)).isSameAs(tombstone);
    }

    @ParameterizedTest
    @EnumSource
    void refusesToMakeKeysEqualUnlessToldTo(Shape shape) {
        SinkRecord update = Samples.update(shape);
        assertThatThrownBy(() -> transform("id").apply(update))
                .isInstanceOf(TransformException.class)
                .hasMessageStartingWith("Cannot apply MaskField (topic " + shape.topic())
                .hasMessageContaining("key.columns");
        SinkRecord masked = transform("id", "key.columns", "mask").apply(update);
        assertThat(key(masked)).hasToString("{\"id\":\"****\"}");
        SinkRecord kept = transform("id", "key.columns", "keep").apply(update);
        assertThat(kept.key()).isSameAs(update.key());
        assertThat(value(kept).at("/after/id").textValue()).isEqualTo("****");
        SinkRecord tombstone = Samples.tombstone(shape);
        assertThat(transform("id", "key.columns", "keep").apply(tombstone)).isSameAs(tombstone);
    }

    @ParameterizedTest
    @EnumSource
    void findsColumnsByTableGlobAndRegex(Shape shape) {
        String column = shape.unchangedColumn();
        SinkRecord update = Samples.update(shape);
        for (String pattern :
                List.of(
                        column,
                        shape.table() + "." + column,
                        shape.fullName() + "." + column,
                        shape.table() + ".*" + column.substring(2),
                        "/.*" + shape.table() + "\\." + column + "/")) {
            assertThat(value(transform(pattern).apply(update)).at("/after/" + column).textValue())
                    .as(pattern)
                    .isEqualTo("****");
        }
        for (String pattern : List.of("others." + column, "no_such_column", "x*")) {
            assertThat(transform(pattern).apply(update)).as(pattern).isSameAs(update);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheLastCharacters(Shape shape) {
        SinkRecord masked =
                transform(
                                shape.unchangedColumn(),
                                "mask.mode",
                                "keep_last",
                                "mask.length.chars",
                                "2")
                        .apply(Samples.update(shape));
        assertThat(value(masked).at("/after/" + shape.unchangedColumn()).textValue())
                .matches("\\*+[a-z]{2}");
    }

    @ParameterizedTest
    @EnumSource
    void truncates(Shape shape) {
        SinkRecord masked =
                transform(
                                shape.unchangedColumn(),
                                "mask.mode",
                                "truncate",
                                "mask.length.chars",
                                "1")
                        .apply(Samples.update(shape));
        assertThat(value(masked).at("/after/" + shape.unchangedColumn()).textValue()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothing(Shape shape) {
        SinkRecord masked =
                transform(shape.unchangedColumn(), "mask.mode", "null")
                        .apply(Samples.update(shape));
        assertThat(value(masked).at("/after/" + shape.unchangedColumn()).isNull()).isTrue();
        assertThat(value(masked).at("/before/" + shape.unchangedColumn()).isNull()).isTrue();
    }

    @Test
    void makesARequiredColumnOptionalToHoldNulls() {
        Schema row =
                SchemaBuilder.struct()
                        .optional()
                        .field("id", Schema.INT64_SCHEMA)
                        .field("n", SchemaBuilder.int32().name("n").defaultValue(3).build())
                        .build();
        SinkRecord masked =
                transform("n", "mask.mode", "null")
                        .apply(Images.update(new Struct(row).put("id", 1L).put("n", 4)));
        Schema n = masked.valueSchema().field("after").schema().field("n").schema();
        assertThat(n.isOptional()).isTrue();
        assertThat(n.defaultValue()).isNull();
        assertThat(n.name()).isEqualTo("n");
        assertThat(value(masked).at("/after/n").isNull()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCKSTEP", "LOCKSTEP_WITHOUT_SCHEMA"})
    void exactValuesDoNotTellAMaskedOne(Shape shape) {
        SinkRecord exact = Samples.lockstep(shape, "exact");
        assertThat(value(exact).get("exact_values").toString()).contains("NaN");
        assertThat(value(transform("price").apply(exact)).get("exact_values").isNull()).isTrue();
        assertThat(value(transform("paid").apply(exact)).get("exact_values").toString())
                .contains("NaN");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCKSTEP", "LOCKSTEP_WITHOUT_SCHEMA"})
    void thePlaceholderStays(Shape shape) {
        SinkRecord event = Samples.lockstep(shape, "unavailable");
        for (String mode : List.of("redact", "truncate", "keep_last", "null")) {
            JsonNode masked = value(transform("note", "mask.mode", mode).apply(event));
            assertThat(masked.at("/after/note")).isEqualTo(value(event).at("/after/note"));
            assertThat(masked.get("unavailable_fields")).hasToString("[\"note\"]");
        }
        assertThat(
                        value(transform("note", "unavailable.value.placeholder", "?").apply(event))
                                .at("/after/note")
                                .textValue())
                .isEqualTo("****");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCKSTEP", "LOCKSTEP_WITHOUT_SCHEMA"})
    void masksEveryTypeByItsText(Shape shape) {
        Schema row =
                SchemaBuilder.struct()
                        .optional()
                        .field("id", Schema.INT64_SCHEMA)
                        .field("list", SchemaBuilder.array(Schema.STRING_SCHEMA).optional())
                        .build();
        Struct after = new Struct(row).put("id", 1L).put("list", List.of("ada"));
        SinkRecord event = Images.event(shape, "u", null, after);
        assertThat(value(transform("list").apply(event)).at("/after/list").textValue())
                .isEqualTo("****");
        assertThat(
                        value(transform("list", "mask.mode", "null").apply(event))
                                .at("/after/list")
                                .isNull())
                .isTrue();
        assertThatThrownBy(() -> hmac("list").apply(event))
                .isInstanceOf(TransformException.class)
                .hasMessageContaining("array, map or struct")
                .hasMessageNotContaining("ada");
    }

    @ParameterizedTest
    @EnumSource(names = {"DEBEZIUM", "DEBEZIUM_WITHOUT_SCHEMA"})
    void masksFieldsOfDocuments(Shape shape) {
        SinkRecord event = Samples.debezium(shape, "mongodb-insert");
        String text = value(transform("email").apply(event)).get("after").textValue();
        assertThat(JsonData.tree(text).get("email").textValue()).isEqualTo("****");
        assertThat(JsonData.tree(text).get("first_name").textValue()).isEqualTo("Anne");
    }

    @ParameterizedTest
    @EnumSource
    void leavesAloneWhatHasNoColumns(Shape shape) {
        MaskField<SinkRecord> transform = hmac("*");
        for (SinkRecord record :
                List.of(Samples.message(shape), Samples.plainRow(shape), Samples.text())) {
            assertThat(transform.apply(record)).isSameAs(record);
        }
        assertThat(value(transform.apply(Samples.truncate(shape))))
                .isEqualTo(value(Samples.truncate(shape)));
        assertThatThrownBy(
                        () ->
                                transform("id", "on.non.change.event", "fail")
                                        .apply(Samples.plainRow(shape)))
                .isInstanceOf(TransformException.class);
    }

    @Test
    void oneSchemaInIsOneSchemaOut() {
        MaskField<SinkRecord> transform = hmac("id");
        SinkRecord first = transform.apply(Samples.insert(Shape.LOCKSTEP));
        SinkRecord second = transform.apply(Samples.update(Shape.LOCKSTEP));
        assertThat(second.valueSchema()).isSameAs(first.valueSchema());
        assertThat(second.keySchema()).isSameAs(first.keySchema());
    }

    @Test
    void worksInASourceConnector() {
        MaskField<SourceRecord> transform = new MaskField<>();
        transform.configure(Options.of("columns", "customer"));
        SourceRecord masked = transform.apply(Samples.asSource(Samples.insert(Shape.LOCKSTEP)));
        assertThat(((Struct) masked.value()).getStruct("after").getString("customer"))
                .isEqualTo("****");
    }

    @Test
    void needsASecretForTheHmac() {
        assertThatThrownBy(() -> transform("id", "mask.mode", "hmac_sha256"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mask.hmac.secret");
    }

    @Test
    void refusesNullInKeys() {
        assertThatThrownBy(() -> transform("id", "mask.mode", "null", "key.columns", "mask"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("key.columns");
    }

    @ParameterizedTest
    @CsvSource({
        "columns, ''",
        "columns, /(/",
        "mask.mode, hide",
        "mask.length.chars, -1",
        "mask.hmac.secret, ''",
        "key.columns, drop",
        "unavailable.value.placeholder, ''",
        "on.non.change.event, drop"
    })
    void refuses(String option, String value) {
        MaskField<SinkRecord> transform = new MaskField<>();
        var options = Options.of("columns", "id", option, value);
        assertThatThrownBy(() -> transform.configure(options))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option);
    }
}
