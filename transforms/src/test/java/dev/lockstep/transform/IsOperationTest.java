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

class IsOperationTest {

    private static IsOperation<SinkRecord> predicate(String... options) {
        return Applied.with(new IsOperation<>(), options);
    }

    @ParameterizedTest
    @EnumSource
    void matchesTheOperationsItNames(Shape shape) {
        IsOperation<SinkRecord> predicate = predicate("operations", "update, READ,t");
        assertThat(predicate.test(Samples.update(shape))).isTrue();
        assertThat(predicate.test(Samples.snapshot(shape))).isTrue();
        assertThat(predicate.test(Samples.truncate(shape))).isTrue();
        assertThat(predicate.test(Samples.insert(shape))).isFalse();
        assertThat(predicate.test(Samples.delete(shape))).isFalse();
        assertThat(predicate.test(Samples.message(shape))).isFalse();
        assertThat(predicate.test(Samples.tombstone(shape))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aTombstoneCountsAsADelete(Shape shape) {
        assertThat(predicate("operations", "delete").test(Samples.tombstone(shape))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoChangeEventDoesNotMatch(Shape shape) {
        IsOperation<SinkRecord> predicate = predicate("operations", "c,u,d,r,t,m");
        assertThat(predicate.test(Samples.plainRow(shape))).isFalse();
        assertThat(predicate.test(Samples.text())).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void failsOnWhatIsNoChangeEventIfToldTo(Shape shape) {
        IsOperation<SinkRecord> predicate =
                predicate("operations", "c", "on.non.change.event", "fail");
        assertThatThrownBy(() -> predicate.test(Samples.plainRow(shape)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Cannot test IsOperation (topic " + shape.topic());
    }

    @Test
    void refusesToHaveNoOperations() {
        assertThatThrownBy(() -> predicate())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("operations");
        assertThatThrownBy(() -> predicate("operations", ""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("operations");
    }

    @Test
    void refusesAnOperationThatDoesNotExist() {
        assertThatThrownBy(() -> predicate("operations", "upsert"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("upsert");
    }
}
