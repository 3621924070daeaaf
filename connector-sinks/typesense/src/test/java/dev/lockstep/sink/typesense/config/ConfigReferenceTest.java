package dev.lockstep.sink.typesense.config;

import dev.lockstep.build.ConfigReference;
import dev.lockstep.build.OptionRules;
import java.nio.file.Path;

class ConfigReferenceTest extends OptionRules {

    ConfigReferenceTest() {
        super(
                TypesenseSinkConfig.definition(),
                Path.of("../../docs/reference/config/typesense-sink.md"),
                new ConfigReference(
                        "Options of the Typesense sink connector",
                        "Connector class `dev.lockstep.sink.typesense.TypesenseSinkConnector`. How"
                                + " to use it: [search in\nTypesense](../../howto/typesense.md)."
                                + " Printed from the connector's definition by"
                                + " `ConfigReferenceTest`; do not\nedit by hand."));
    }
}
