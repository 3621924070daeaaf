package dev.lockstep.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatchesExpressionTest {

    private static final String NO_SUCH_COLUMN = "after.nonesuch == 'x'";

    private static MatchesExpression<SinkRecord> predicate(String condition, String... options) {
        MatchesExpression<SinkRecord> predicate = new MatchesExpression<>();
        predicate.configure(
                options.length == 0
                        ? Map.of("condition", condition)
                        : Map.of("condition", condition, options[0], options[1]));
        return predicate;
    }

    @ParameterizedTest
    @EnumSource
    void matchesEventsOfWhichTheConditionIsTrue(Shape shape) {
        MatchesExpression<SinkRecord> predicate =
                predicate(
                        "op in ['update', 'read'] && after.%s != null"
                                .formatted(shape.unchangedColumn()));
        assertThat(predicate.test(Samples.update(shape))).isTrue();
        assertThat(predicate.test(Samples.snapshot(shape))).isTrue();
        assertThat(predicate.test(Samples.insert(shape))).isFalse();
        assertThat(predicate.test(Samples.delete(shape))).isFalse();
        assertThat(predicate.test(Samples.truncate(shape))).isFalse();
        assertThat(predicate.test(Samples.message(shape))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void matchesTheTombstoneOfADeleteThatMatched(Shape shape) {
        MatchesExpression<SinkRecord> deletes = predicate("op == 'delete'");
        assertThat(deletes.test(Samples.delete(shape))).isTrue();
        assertThat(deletes.test(Samples.tombstone(shape))).isTrue();
        MatchesExpression<SinkRecord> others = predicate("op != 'delete'");
        assertThat(others.test(Samples.delete(shape))).isFalse();
        assertThat(others.test(Samples.tombstone(shape))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void doesNotMatchWhatIsNoChangeEvent(Shape shape) {
        assertThat(predicate("true").test(Samples.plainRow(shape))).isFalse();
        assertThat(predicate("true").test(Samples.text())).isFalse();
        assertThatThrownBy(
                        () ->
                                predicate("true", "on.non.change.event", "fail")
                                        .test(Samples.plainRow(shape)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Cannot test MatchesExpression (topic " + shape.topic());
    }

    @ParameterizedTest
    @EnumSource
    void treatsEventsWithoutAnAnswerAsTold(Shape shape) {
        SinkRecord insert = Samples.insert(shape);
        assertThat(predicate(NO_SUCH_COLUMN, "on.evaluation.error", "match").test(insert)).isTrue();
        assertThat(predicate(NO_SUCH_COLUMN, "on.evaluation.error", "no_match").test(insert))
                .isFalse();
        assertThatThrownBy(() -> predicate(NO_SUCH_COLUMN).test(insert))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("partition 3, offset 42");
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThatThrownBy(() -> predicate("op =="))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("condition");
        assertThatThrownBy(() -> predicate("true", "on.evaluation.error", "keep"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("on.evaluation.error");
        assertThatThrownBy(() -> new MatchesExpression<SinkRecord>().configure(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("condition");
    }
}
