package dev.lockstep.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;

/**
 * What holds for the options of every connector, and that their page of documentation says what
 * they are. A connector's test extends this with its definition.
 */
public abstract class OptionRules {

    private final ConfigDef definition;
    private final Path page;
    private final String printed;
    private final Set<String> free;

    /**
     * @param page from the root of the module
     * @param reference what prints the page
     * @param free options besides secrets and switches that take any value
     */
    protected OptionRules(
            ConfigDef definition, Path page, ConfigReference reference, String... free) {
        this.definition = definition;
        this.page = page;
        this.printed = reference.print(definition);
        this.free = Set.of(free);
    }

    private Collection<ConfigKey> options() {
        return definition.configKeys().values();
    }

    /** Run with {@code -Dlockstep.docs.update=true} to write the page. */
    @Test
    protected void thePageSaysWhatTheDefinitionSays() throws IOException {
        if (Boolean.getBoolean("lockstep.docs.update")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, printed);
        }
        assertThat(page)
                .as("out of date: run mvn test with -Dlockstep.docs.update=true")
                .hasContent(printed);
    }

    @Test
    protected void everyOptionHasAPlaceAndAnImportance() {
        assertThat(options())
                .allSatisfy(
                        key -> {
                            assertThat(key.group).as(key.name).isNotBlank();
                            assertThat(key.orderInGroup).as(key.name).isPositive();
                            assertThat(key.displayName).as(key.name).isNotBlank();
                            assertThat(key.importance).as(key.name).isNotNull();
                        });
        assertThat(options())
                .extracting(key -> key.group + key.orderInGroup)
                .doesNotHaveDuplicates();
    }

    @Test
    protected void everyDocIsOneSentenceThatStartsWithAVerb() {
        assertThat(options())
                .allSatisfy(
                        key ->
                                assertThat(key.documentation)
                                        .as(key.name)
                                        .matches("[A-Z][a-z]+s .*\\.")
                                        .doesNotContainPattern("[.!?] +[A-Z]")
                                        .doesNotContain("  "));
    }

    @Test
    protected void everyValueThatCanBeWrongIsValidated() {
        assertThat(options())
                .filteredOn(
                        key ->
                                key.type != Type.PASSWORD
                                        && key.type != Type.BOOLEAN
                                        && !free.contains(key.name))
                .allSatisfy(key -> assertThat(key.validator).as(key.name).isNotNull());
    }

    @Test
    protected void everyDescriptionOfValidValuesStaysTheSameFromRunToRun() {
        assertThat(options())
                .filteredOn(key -> key.validator != null)
                .allSatisfy(
                        key ->
                                assertThat(key.validator.toString())
                                        .as(key.name)
                                        .doesNotContain("@", "Lambda"));
    }
}
