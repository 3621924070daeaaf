package dev.lockstep.source.postgres.config;

import dev.lockstep.build.ConfigReference;
import dev.lockstep.build.OptionRules;
import java.nio.file.Path;

class ConfigReferenceTest extends OptionRules {

    ConfigReferenceTest() {
        super(
                PostgresSourceConfig.definition(),
                Path.of("../docs/reference/config/postgres-source.md"),
                new ConfigReference(
                        "Options of the PostgreSQL source connector",
                        "Connector class `dev.lockstep.source.postgres.PostgresSourceConnector`."
                                + " Options that begin\nwith `driver.` go to the PostgreSQL JDBC"
                                + " driver without that prefix. Printed from the connector's\n"
                                + "definition by `ConfigReferenceTest`; do not edit by hand."),
                ConnectionOptions.SSL_ROOT_CERTIFICATE,
                ConnectionOptions.SSL_CERTIFICATE,
                ConnectionOptions.SSL_KEY,
                ConversionOptions.UNAVAILABLE_PLACEHOLDER);
    }
}
