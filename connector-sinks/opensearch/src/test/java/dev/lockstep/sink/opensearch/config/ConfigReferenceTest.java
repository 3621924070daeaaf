package dev.lockstep.sink.opensearch.config;

import dev.lockstep.build.ConfigReference;
import dev.lockstep.build.OptionRules;
import java.nio.file.Path;

class ConfigReferenceTest extends OptionRules {

    ConfigReferenceTest() {
        super(
                OpenSearchSinkConfig.definition(),
                Path.of("../../docs/reference/config/opensearch-sink.md"),
                new ConfigReference(
                        "Options of the OpenSearch sink connector",
                        "Connector class `dev.lockstep.sink.opensearch.OpenSearchSinkConnector`."
                                + " Options that begin with\n`index.settings.` are settings of"
                                + " indexes that the connector creates, without that prefix."
                                + " Printed from\nthe connector's definition by"
                                + " `ConfigReferenceTest`; do not edit by hand."),
                DataStreamOptions.TIMESTAMP);
    }
}
