package dev.lockstep.sink.jdbc.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.build.ConfigReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

    private static final Path PAGE = Path.of("../../docs/reference/config/jdbc-sink.md");

    private static final ConfigDef DEFINITION = JdbcSinkConfig.definition();

    private static String printed() {
        return new ConfigReference(
                        "Options of the JDBC sink connector",
                        "Connector class `dev.lockstep.sink.jdbc.JdbcSinkConnector`. Options that"
                                + " begin with\n`connection.properties.` go to the JDBC driver"
                                + " without that prefix. Debezium's names"
                                + " `connection.username`,\n`collection.name.format`,"
                                + " `primary.key.mode` and `primary.key.fields` mean the same as"
                                + " ours. Printed from\nthe connector's definition by"
                                + " `ConfigReferenceTest`; do not edit by hand.")
                .print(DEFINITION);
    }

    /** Run with {@code -Dlockstep.docs.update=true} to write the page. */
    @Test
    void thePageSaysWhatTheDefinitionSays() throws IOException {
        if (Boolean.getBoolean("lockstep.docs.update")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, printed());
        }
        assertThat(PAGE)
                .as("out of date: run mvn test with -Dlockstep.docs.update=true")
                .hasContent(printed());
    }

    @Test
    void everyOptionHasAPlaceAndAnImportance() {
        assertThat(DEFINITION.configKeys().values())
                .allSatisfy(
                        key -> {
                            assertThat(key.group).as(key.name).isNotBlank();
                            assertThat(key.orderInGroup).as(key.name).isPositive();
                            assertThat(key.displayName).as(key.name).isNotBlank();
                            assertThat(key.importance).as(key.name).isNotNull();
                        });
        assertThat(DEFINITION.configKeys().values())
                .extracting(key -> key.group + key.orderInGroup)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyDocIsOneSentenceThatStartsWithAVerb() {
        assertThat(DEFINITION.configKeys().values())
                .allSatisfy(
                        key ->
                                assertThat(key.documentation)
                                        .as(key.name)
                                        .matches("[A-Z][a-z]+s .*\\.")
                                        .doesNotContainPattern("[.!?] +[A-Z]")
                                        .doesNotContain("  "));
    }

    @Test
    void everyValueThatCanBeWrongIsValidated() {
        assertThat(DEFINITION.configKeys().values())
                .filteredOn(key -> key.type != Type.PASSWORD && key.type != Type.BOOLEAN)
                .allSatisfy(
                        key -> {
                            assertThat(key.validator).as(key.name).isNotNull();
                            assertThat(key.validator.toString())
                                    .as(key.name)
                                    .doesNotContain("@", "Lambda");
                        });
    }
}
