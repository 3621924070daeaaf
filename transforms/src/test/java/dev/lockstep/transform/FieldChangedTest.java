package dev.lockstep.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.transform.sample.JsonData;
import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FieldChangedTest {

    private static FieldChanged<SinkRecord> predicate(String... options) {
        return Applied.with(new FieldChanged<>(), options);
    }

    /** An update of a table with numbers, texts and nulls. */
    private static SinkRecord update(boolean withSchema, String before, String after) {
        JsonNode envelope =
                JsonData.tree(
                        "{\"op\": \"u\", \"source\": {\"db\": \"a\", \"table\": \"b\"},"
                                + " \"before\": "
                                + before
                                + ", \"after\": "
                                + after
                                + "}");
        return Samples.sink(
                "t",
                SchemaAndValue.NULL,
                withSchema
                        ? JsonData.withSchema(envelope, "Envelope")
                        : JsonData.withoutSchema(envelope));
    }

    @ParameterizedTest
    @EnumSource
    void matchesAnUpdateThatChangesTheColumn(Shape shape) {
        assertThat(predicate("column", shape.changedColumn()).test(Samples.update(shape))).isTrue();
        assertThat(predicate("column", shape.unchangedColumn()).test(Samples.update(shape)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void matchesNothingButUpdates(Shape shape) {
        FieldChanged<SinkRecord> predicate = predicate("column", shape.changedColumn());
        assertThat(predicate.test(Samples.insert(shape))).isFalse();
        assertThat(predicate.test(Samples.snapshot(shape))).isFalse();
        assertThat(predicate.test(Samples.delete(shape))).isFalse();
        assertThat(predicate.test(Samples.truncate(shape))).isFalse();
        assertThat(predicate.test(Samples.message(shape))).isFalse();
        assertThat(predicate.test(Samples.tombstone(shape))).isFalse();
        assertThat(predicate.test(Samples.plainRow(shape))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "new,, true",
        "old,, false",
        ",paid, true",
        ",new, false",
        "new,paid, true",
        "new,new, false"
    })
    void comparesWithTheValuesBeforeAndAfter(String from, String to, boolean matches) {
        FieldChanged<SinkRecord> predicate = new FieldChanged<>();
        Map<String, String> options = new HashMap<>();
        options.put("column", "status");
        options.put("from.value", from);
        options.put("to.value", to);
        predicate.configure(options);
        String before = "{\"status\": \"new\"}";
        String after = "{\"status\": \"paid\"}";
        assertThat(predicate.test(update(true, before, after))).isEqualTo(matches);
        assertThat(predicate.test(update(false, before, after))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, 2, true",
        "1, 2, 2.0, true",
        "1, 2.50, 2.5, true",
        "1, 2, 1, false",
        "1, null, null, true",
        "null, true, true, true",
        "1, \"x\", null, false"
    })
    void comparesNumbersAsNumbersAndKnowsNull(
            String before, String after, String to, boolean matches) {
        FieldChanged<SinkRecord> predicate = predicate("column", "n", "to.value", to);
        SinkRecord update = update(false, "{\"n\": " + before + "}", "{\"n\": " + after + "}");
        assertThat(predicate.test(update)).isEqualTo(matches);
    }

    @Test
    void knowsAColumnFromAnEventThatNamesItsChangesOnly() {
        SinkRecord update = update(false, "null", "{\"n\": 1}");
        assertThat(predicate("column", "n").test(update)).isFalse();
        @SuppressWarnings("unchecked")
        Map<String, Object> value = (Map<String, Object>) update.value();
        value.put("changed_fields", List.of("n"));
        assertThat(predicate("column", "n").test(update)).isTrue();
        assertThat(predicate("column", "n", "from.value", "0").test(update)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCKSTEP", "LOCKSTEP_WITHOUT_SCHEMA"})
    void doesNotMatchAnUpdateOfWhichTheChangeIsUnknown(Shape shape) {
        SinkRecord unknown = Samples.lockstep(shape, "unavailable");
        assertThat(predicate("column", "note").test(unknown)).isFalse();
        FieldChanged<SinkRecord> strict = predicate("column", "note", "on.unknown.change", "fail");
        assertThatThrownBy(() -> strict.test(unknown))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no whole before image")
                .hasMessageContaining("partition 3, offset 42");
    }

    @ParameterizedTest
    @EnumSource
    void doesNotMatchOrFailsWithoutTheColumn(Shape shape) {
        assertThat(predicate("column", "colour").test(Samples.update(shape))).isFalse();
        FieldChanged<SinkRecord> strict =
                predicate("column", "colour", "on.missing.column", "fail");
        assertThatThrownBy(() -> strict.test(Samples.update(shape)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no column colour, which column names");
    }

    @ParameterizedTest
    @EnumSource
    void failsOnWhatIsNoChangeEventIfToldTo(Shape shape) {
        FieldChanged<SinkRecord> predicate =
                predicate("column", "id", "on.non.change.event", "fail");
        assertThatThrownBy(() -> predicate.test(Samples.plainRow(shape)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Cannot test FieldChanged (topic " + shape.topic());
    }

    @ParameterizedTest
    @CsvSource({
        "column, ''",
        "from.value, ''",
        "to.value, ''",
        "on.missing.column, drop",
        "on.unknown.change, drop",
        "on.non.change.event, drop"
    })
    void refusesAValueThatIsNone(String option, String value) {
        Map<String, String> options = new HashMap<>();
        options.put("column", "id");
        options.put(option, value);
        assertThatThrownBy(() -> new FieldChanged<SinkRecord>().configure(options))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option);
    }

    @Test
    void refusesToHaveNoColumn() {
        assertThatThrownBy(() -> predicate())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("column");
    }
}
