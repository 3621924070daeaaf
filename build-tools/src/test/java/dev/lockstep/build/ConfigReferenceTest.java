package dev.lockstep.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

    @Test
    void printsGroupsAsSectionsAndOptionsInTheirOrder() {
        ConfigDef definition = new ConfigDef();
        define(definition, "b.key", Type.BOOLEAN, true, null, "Second", 2);
        define(definition, "z.key", Type.INT, 7, Range.atLeast(1), "First", 2);
        define(definition, "c.key", Type.STRING, "", null, "Second", 1);
        assertThat(new ConfigReference("Options", "All of them.").print(definition))
                .isEqualTo(
                        """
                        # Options

                        All of them.

                        ## Second

                        ### `c.key`

                        Sets it.

                        - type: STRING
                        - default: empty
                        - importance: LOW

                        ### `b.key`

                        Sets it.

                        - type: BOOLEAN
                        - default: `true`
                        - valid values: true, false
                        - importance: LOW

                        ## First

                        ### `z.key`

                        Sets it.

                        - type: INT
                        - default: `7`
                        - valid values: [1,...]
                        - importance: LOW
                        """);
    }

    @Test
    void tellsARequiredOptionFromAnUnsetOne() {
        ConfigDef definition = new ConfigDef();
        define(definition, "a", Type.STRING, ConfigDef.NO_DEFAULT_VALUE, null, "Group", 1);
        define(definition, "b", Type.STRING, null, null, "Group", 2);
        assertThat(new ConfigReference("Options", "All.").print(definition))
                .contains("default: none, it must be set")
                .contains("default: not set");
    }

    @Test
    void neverPrintsTheDefaultOfASecret() {
        ConfigDef definition = new ConfigDef();
        define(definition, "a", Type.PASSWORD, "hunter2", null, "Group", 1);
        assertThat(new ConfigReference("Options", "All.").print(definition))
                .doesNotContain("hunter2");
    }

    private static void define(
            ConfigDef definition,
            String key,
            Type type,
            Object defaultValue,
            ConfigDef.Validator validator,
            String group,
            int order) {
        definition.define(
                key,
                type,
                defaultValue,
                validator,
                Importance.LOW,
                "Sets it.",
                group,
                order,
                Width.SHORT,
                key);
    }
}
