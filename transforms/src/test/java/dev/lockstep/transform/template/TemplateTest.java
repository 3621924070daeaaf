package dev.lockstep.transform.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.transform.change.ChangeReader;
import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static String fill(String template, SinkRecord record) {
        Template.VALIDATOR.ensureValid("option", template);
        return Template.of(template).fill(record, new ChangeReader().read(record.value()));
    }

    @ParameterizedTest
    @EnumSource
    void knowsWhatAnEventIs(Shape shape) {
        SinkRecord update = Samples.update(shape);
        assertThat(fill("cdc.${database}.${table}", update))
                .isEqualTo("cdc." + shape.database() + "." + shape.table());
        assertThat(fill("${entity}.${operation}.${op}", update))
                .isEqualTo(shape.table() + ".update.u");
        assertThat(fill("${topic}", update)).isEqualTo(shape.topic());
        assertThat(fill("${server}/${connector}", update))
                .isEqualTo(shape.isLockstep() ? "shop/postgresql" : "dbserver1/mysql");
        assertThat(fill("${key}", update)).isEqualTo(shape.isLockstep() ? "7" : "1004");
    }

    @ParameterizedTest
    @EnumSource
    void readsColumnsAndFields(Shape shape) {
        SinkRecord update = Samples.update(shape);
        assertThat(fill("<${before.id}>${after.id}", update))
                .isEqualTo(shape.isLockstep() ? "<7>7" : "<1004>1004");
        assertThat(fill("${source.ts_us}", update))
                .isEqualTo(shape.isLockstep() ? "1795169400121456" : "1795169400000000");
    }

    @ParameterizedTest
    @EnumSource
    void hasNoTextForAnEventThatLacksSomething(Shape shape) {
        assertThat(fill("a${after.id}", Samples.delete(shape))).isNull();
        assertThat(fill("a${after.nonesuch}", Samples.update(shape))).isNull();
        assertThat(fill("a${key}", Samples.truncate(shape))).isNull();
        assertThat(fill("a${table}", Samples.message(shape))).isNull();
    }

    @Test
    void mayHaveNoVariable() {
        assertThat(fill("orders", Samples.insert(Shape.LOCKSTEP))).isEqualTo("orders");
        assertThat(fill("a $ {b}", Samples.insert(Shape.LOCKSTEP))).isEqualTo("a $ {b}");
        assertThat(fill("", Samples.insert(Shape.LOCKSTEP))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${}", "${tabel}", "${table", "x${after.}", "${during.id}", "${.id}"})
    void refusesVariablesThatDoNotExist(String template) {
        assertThatThrownBy(() -> Template.VALIDATOR.ensureValid("option", template))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("option");
    }
}
