package dev.lockstep.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsEntityTest {

    private static IsEntity<SinkRecord> predicate(String... options) {
        return Applied.with(new IsEntity<>(), options);
    }

    @ParameterizedTest
    @EnumSource
    void matchesTheTablesItNames(Shape shape) {
        IsEntity<SinkRecord> predicate = predicate("entities", "items," + shape.fullName());
        assertThat(predicate.test(Samples.insert(shape))).isTrue();
        assertThat(predicate.test(Samples.truncate(shape))).isTrue();
        assertThat(predicate("entities", "items").test(Samples.insert(shape))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aTombstoneMatchesIfItsDeleteDid(Shape shape) {
        IsEntity<SinkRecord> predicate = predicate("entities", shape.table());
        assertThat(predicate.test(Samples.tombstone(shape))).isFalse();
        assertThat(predicate.test(Samples.delete(shape))).isTrue();
        assertThat(predicate.test(Samples.tombstone(shape))).isTrue();
        IsEntity<SinkRecord> other = predicate("entities", "other");
        assertThat(other.test(Samples.delete(shape))).isFalse();
        assertThat(other.test(Samples.tombstone(shape))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whatHasNoTableDoesNotMatch(Shape shape) {
        IsEntity<SinkRecord> predicate = predicate("entities", "*,/.*/");
        assertThat(predicate.test(Samples.message(shape))).isFalse();
        assertThat(predicate.test(Samples.plainRow(shape))).isFalse();
        assertThat(predicate.test(Samples.text())).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void failsOnWhatIsNoChangeEventIfToldTo(Shape shape) {
        IsEntity<SinkRecord> predicate = predicate("entities", "*", "on.non.change.event", "fail");
        assertThatThrownBy(() -> predicate.test(Samples.plainRow(shape)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Cannot test IsEntity (topic " + shape.topic());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders,,items", "/(/"})
    void refusesAListThatIsNone(String entities) {
        assertThatThrownBy(() -> predicate("entities", entities))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("entities");
    }

    @Test
    void refusesToHaveNoList() {
        assertThatThrownBy(() -> predicate())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("entities");
    }
}
