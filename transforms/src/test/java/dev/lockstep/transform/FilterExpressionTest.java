package dev.lockstep.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterExpressionTest {

    private static final String NO_SUCH_COLUMN = "after.nonesuch == 'x'";

    private static FilterExpression<SinkRecord> transform(String condition, String... options) {
        FilterExpression<SinkRecord> transform = new FilterExpression<>();
        transform.configure(
                options.length == 0
                        ? Map.of("condition", condition)
                        : Map.of("condition", condition, options[0], options[1]));
        return transform;
    }

    @ParameterizedTest
    @EnumSource
    void keepsOnlyEventsOfWhichTheConditionIsTrue(Shape shape) {
        FilterExpression<SinkRecord> transform = transform("op == 'update'");
        SinkRecord update = Samples.update(shape);
        assertThat(transform.apply(update)).isSameAs(update);
        assertThat(transform.apply(Samples.insert(shape))).isNull();
        assertThat(transform.apply(Samples.delete(shape))).isNull();
        assertThat(transform.apply(Samples.snapshot(shape))).isNull();
        assertThat(transform.apply(Samples.truncate(shape))).isNull();
        assertThat(transform.apply(Samples.message(shape))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void comparesTheImages(Shape shape) {
        String column = shape.changedColumn();
        FilterExpression<SinkRecord> transform =
                transform("op == 'update' && before." + column + " != after." + column);
        assertThat(transform.apply(Samples.update(shape))).isNotNull();
        assertThat(transform.apply(Samples.insert(shape))).isNull();
        FilterExpression<SinkRecord> other =
                transform("before.%1$s != after.%1$s".formatted(shape.unchangedColumn()));
        assertThat(other.apply(Samples.update(shape))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void dropsTheTombstoneOfADroppedDelete(Shape shape) {
        FilterExpression<SinkRecord> transform = transform("op != 'delete'");
        assertThat(transform.apply(Samples.delete(shape))).isNull();
        assertThat(transform.apply(Samples.tombstone(shape))).isNull();
        assertThat(transform.apply(Samples.update(shape))).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheTombstoneOfAKeptDelete(Shape shape) {
        FilterExpression<SinkRecord> transform = transform("op == 'delete'");
        assertThat(transform.apply(Samples.delete(shape))).isNotNull();
        assertThat(transform.apply(Samples.tombstone(shape))).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void failsOnAColumnThatIsMissingUnlessToldOtherwise(Shape shape) {
        assertThatThrownBy(() -> transform(NO_SUCH_COLUMN).apply(Samples.insert(shape)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "Cannot apply FilterExpression (topic "
                                + shape.topic()
                                + ", partition 3, offset 42): condition has no answer: there is no"
                                + " field nonesuch")
                .hasMessageContaining("on.evaluation.error")
                .hasNoCause();
    }

    @ParameterizedTest
    @EnumSource
    void keepsOrDropsEventsWithoutAnAnswerIfToldTo(Shape shape) {
        SinkRecord insert = Samples.insert(shape);
        assertThat(transform(NO_SUCH_COLUMN, "on.evaluation.error", "keep").apply(insert))
                .isSameAs(insert);
        assertThat(transform(NO_SUCH_COLUMN, "on.evaluation.error", "drop").apply(insert)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void leavesAloneWhatIsNoChangeEvent(Shape shape) {
        FilterExpression<SinkRecord> transform = transform("op == 'delete'");
        SinkRecord row = Samples.plainRow(shape);
        assertThat(transform.apply(row)).isSameAs(row);
        SinkRecord text = Samples.text();
        assertThat(transform.apply(text)).isSameAs(text);
    }

    @ParameterizedTest
    @EnumSource
    void failsOnWhatIsNoChangeEventIfToldTo(Shape shape) {
        FilterExpression<SinkRecord> transform = transform("true", "on.non.change.event", "fail");
        assertThatThrownBy(() -> transform.apply(Samples.plainRow(shape)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Cannot apply FilterExpression (topic " + shape.topic());
    }

    @Test
    void worksInASourceConnector() {
        FilterExpression<SourceRecord> transform = new FilterExpression<>();
        transform.configure(Map.of("condition", "source.table == 'orders' && op != 'delete'"));
        SourceRecord update = Samples.asSource(Samples.update(Shape.LOCKSTEP));
        assertThat(transform.apply(update)).isSameAs(update);
        assertThat(transform.apply(Samples.asSource(Samples.delete(Shape.LOCKSTEP)))).isNull();
    }

    @Test
    void needsACondition() {
        FilterExpression<SinkRecord> transform = new FilterExpression<>();
        assertThatThrownBy(() -> transform.configure(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("condition");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "after.", "after.status ==", "afetr.status == 'x'", "1 + 2"})
    void refusesAConditionThatDoesNotCompile(String condition) {
        assertThatThrownBy(() -> transform(condition))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("condition");
    }

    @Test
    void refusesAnUnknownTreatmentOfErrors() {
        assertThatThrownBy(() -> transform("true", "on.evaluation.error", "match"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("on.evaluation.error");
    }
}
