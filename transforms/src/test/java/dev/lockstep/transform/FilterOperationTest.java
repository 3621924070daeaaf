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

class FilterOperationTest {

    private static FilterOperation<SinkRecord> transform(String... options) {
        return Applied.with(new FilterOperation<>(), options);
    }

    @ParameterizedTest
    @EnumSource
    void keepsEverythingUnlessToldOtherwise(Shape shape) {
        FilterOperation<SinkRecord> transform = transform();
        assertThat(transform.apply(Samples.insert(shape))).isNotNull();
        assertThat(transform.apply(Samples.update(shape))).isNotNull();
        assertThat(transform.apply(Samples.delete(shape))).isNotNull();
        assertThat(transform.apply(Samples.tombstone(shape))).isNotNull();
        assertThat(transform.apply(Samples.truncate(shape))).isNotNull();
        assertThat(transform.apply(Samples.snapshot(shape))).isNotNull();
        assertThat(transform.apply(Samples.message(shape))).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void keepsOnlyWhatIsIncluded(Shape shape) {
        FilterOperation<SinkRecord> transform =
                transform(FilterOperation.INCLUDE, "INSERT, modify,r");
        SinkRecord insert = Samples.insert(shape);
        assertThat(transform.apply(insert)).isSameAs(insert);
        assertThat(transform.apply(Samples.update(shape))).isNotNull();
        assertThat(transform.apply(Samples.snapshot(shape))).isNotNull();
        assertThat(transform.apply(Samples.delete(shape))).isNull();
        assertThat(transform.apply(Samples.truncate(shape))).isNull();
        assertThat(transform.apply(Samples.message(shape))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void dropsTombstonesIfItDropsDeletes(Shape shape) {
        FilterOperation<SinkRecord> transform = transform(FilterOperation.EXCLUDE, "REMOVE");
        assertThat(transform.apply(Samples.delete(shape))).isNull();
        assertThat(transform.apply(Samples.tombstone(shape))).isNull();
        assertThat(transform.apply(Samples.update(shape))).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void keepsTombstonesIfItKeepsDeletes(Shape shape) {
        FilterOperation<SinkRecord> transform = transform(FilterOperation.INCLUDE, "d");
        assertThat(transform.apply(Samples.delete(shape))).isNotNull();
        assertThat(transform.apply(Samples.tombstone(shape))).isNotNull();
        assertThat(transform.apply(Samples.update(shape))).isNull();
    }

    @Test
    void exclusionWins() {
        FilterOperation<SinkRecord> transform =
                transform(FilterOperation.INCLUDE, "c,u", FilterOperation.EXCLUDE, "u");
        assertThat(transform.apply(Samples.insert(Shape.LOCKSTEP))).isNotNull();
        assertThat(transform.apply(Samples.update(Shape.LOCKSTEP))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void leavesAloneWhatIsNoChangeEvent(Shape shape) {
        FilterOperation<SinkRecord> transform = transform(FilterOperation.INCLUDE, "d");
        SinkRecord row = Samples.plainRow(shape);
        assertThat(transform.apply(row)).isSameAs(row);
        SinkRecord text = Samples.text();
        assertThat(transform.apply(text)).isSameAs(text);
    }

    @ParameterizedTest
    @EnumSource
    void failsOnWhatIsNoChangeEventIfToldTo(Shape shape) {
        FilterOperation<SinkRecord> transform = transform("on.non.change.event", "fail");
        assertThatThrownBy(() -> transform.apply(Samples.plainRow(shape)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "Cannot apply FilterOperation (topic "
                                + shape.topic()
                                + ", partition 3, offset 42): the record is not a change event")
                .hasMessageNotContaining("hand");
    }

    @Test
    void worksInASourceConnector() {
        FilterOperation<SourceRecord> transform = new FilterOperation<>();
        transform.configure(Map.of(FilterOperation.EXCLUDE, "d"));
        SourceRecord update = Samples.asSource(Samples.update(Shape.LOCKSTEP));
        assertThat(transform.apply(update)).isSameAs(update);
        assertThat(transform.apply(Samples.asSource(Samples.delete(Shape.LOCKSTEP)))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {FilterOperation.INCLUDE, FilterOperation.EXCLUDE})
    void refusesAnOperationThatDoesNotExist(String option) {
        assertThatThrownBy(() -> transform(option, "insert,upsert"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option)
                .hasMessageContaining("upsert");
    }

    @Test
    void refusesAnUnknownTreatmentOfOtherRecords() {
        assertThatThrownBy(() -> transform("on.non.change.event", "drop"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("on.non.change.event");
    }
}
