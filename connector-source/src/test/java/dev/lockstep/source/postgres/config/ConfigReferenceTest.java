package dev.lockstep.source.postgres.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.build.ConfigReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

    private static final Path PAGE = Path.of("../docs/reference/config/postgres-source.md");

    private static final ConfigDef DEFINITION = PostgresSourceConfig.definition();

    private static String printed() {
        return new ConfigReference(
                        "Options of the PostgreSQL source connector",
                        "Connector class `dev.lockstep.source.postgres.PostgresSourceConnector`."
                                + " Options that begin\nwith `driver.` go to the PostgreSQL JDBC"
                                + " driver without that prefix. Printed from the connector's\n"
                                + "definition by `ConfigReferenceTest`; do not edit by hand.")
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
                .filteredOn(ConfigReferenceTest::canBeWrong)
                .allSatisfy(key -> assertThat(key.validator).as(key.name).isNotNull());
    }

    /** Secrets, switches, files of the worker and free text take any value. */
    private static boolean canBeWrong(ConfigKey key) {
        return key.type != Type.PASSWORD
                && key.type != Type.BOOLEAN
                && !key.name.equals(ConnectionOptions.SSL_ROOT_CERTIFICATE)
                && !key.name.equals(ConnectionOptions.SSL_CERTIFICATE)
                && !key.name.equals(ConnectionOptions.SSL_KEY)
                && !key.name.equals(ConversionOptions.UNAVAILABLE_PLACEHOLDER);
    }

    @Test
    void everyDescriptionOfValidValuesStaysTheSameFromRunToRun() {
        assertThat(DEFINITION.configKeys().values())
                .filteredOn(key -> key.validator != null)
                .allSatisfy(
                        key ->
                                assertThat(key.validator.toString())
                                        .as(key.name)
                                        .doesNotContain("@", "Lambda"));
    }
}
