package dev.lockstep.sink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class SharedOptionsTest {

    private static final ConfigDef DEFINITION =
            ApplyOptions.define(RecordOptions.define(new ConfigDef()));

    private static AbstractConfig config(String... pairs) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        return new AbstractConfig(DEFINITION, RecordOptions.ALIASES.resolve(given));
    }

    @Test
    void describesEveryOption() {
        assertThat(DEFINITION.configKeys().values())
                .allSatisfy(
                        key -> {
                            assertThat(key.group).as(key.name).isNotBlank();
                            assertThat(key.documentation).endsWith(".").doesNotContain("\n");
                            assertThat(key.displayName).isNotBlank();
                            assertThat(key.hasDefault()).isTrue();
                        });
    }

    @Test
    void hasTheDefaultsOfAReplica() {
        RecordOptions records = new RecordOptions(config());
        assertThat(records.keyMode()).isEqualTo(KeyMode.RECORD_KEY);
        assertThat(records.deletes()).isTrue();
        assertThat(records.truncates()).isTrue();
        ApplyOptions apply = new ApplyOptions(config());
        assertThat(apply.mode()).isEqualTo(ApplyMode.BATCH);
        assertThat(apply.errors()).isEqualTo(ErrorsPolicy.FAIL);
        assertThat(apply.maxRetries()).isNegative();
        assertThat(apply.batchSize()).isEqualTo(5_000);
    }

    @Test
    void readsWordsInAnyCaseAndOtherNames() {
        RecordOptions records =
                new RecordOptions(
                        config("primary.key.mode", "Record_Value", "primary.key.fields", "a,b"));
        assertThat(records.keyMode()).isEqualTo(KeyMode.RECORD_VALUE);
        assertThat(records.keyFields()).containsExactly("a", "b");
        assertThat(new RecordOptions(config("pk.mode", "none", "primary.key.mode", "kafka")))
                .extracting(RecordOptions::keyMode)
                .isEqualTo(KeyMode.NONE);
    }

    @Test
    void putsErrorsOnTheirOption() {
        assertThatThrownBy(() -> config("pk.mode", "both"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("pk.mode")
                .hasMessageContaining("record_key");
        assertThatThrownBy(() -> config("table.include.list", "a(")).hasMessageContaining("table.");
        assertThatThrownBy(() -> config("batch.size", "0")).hasMessageContaining("batch.size");
    }

    @Test
    void wantsADeadLetterQueueForReports() {
        assertThat(new ApplyOptions(config("errors.policy", "report")).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.option()).isEqualTo("errors.policy"));
        assertThat(
                        new ApplyOptions(
                                        config(
                                                "errors.policy",
                                                "report",
                                                "errors.tolerance",
                                                "all",
                                                "errors.deadletterqueue.topic.name",
                                                "dlq"))
                                .problems())
                .isEmpty();
    }

    @Test
    void wantsAllColumnsOfCoordinatesOrNone() {
        assertThat(new RecordOptions(config("pk.mode", "kafka", "pk.fields", "a,b")).problems())
                .extracting(Problem::option)
                .containsExactly("pk.fields");
        assertThat(new RecordOptions(config("pk.mode", "kafka")).problems()).isEmpty();
    }

    @Test
    void matchesTablesByAnyOfTheirNames() {
        TableFilter included =
                new RecordOptions(config("table.include.list", "public\\.o.*,items")).tables();
        assertThat(included.includes("shop", "public", "orders")).isTrue();
        assertThat(included.includes(null, null, "items")).isTrue();
        assertThat(included.includes("shop", "other", "orders")).isFalse();
        TableFilter excluded =
                new RecordOptions(config("table.exclude.list", "shop\\..*")).tables();
        assertThat(excluded.includes("shop", "public", "orders")).isFalse();
        assertThat(excluded.includes("lab", "public", "orders")).isTrue();
    }
}
