package dev.lockstep.sink.jdbc.config;

import dev.lockstep.build.ConfigReference;
import dev.lockstep.build.OptionRules;
import java.nio.file.Path;

class ConfigReferenceTest extends OptionRules {

    ConfigReferenceTest() {
        super(
                JdbcSinkConfig.definition(),
                Path.of("../../docs/reference/config/jdbc-sink.md"),
                new ConfigReference(
                        "Options of the JDBC sink connector",
                        "Connector class `dev.lockstep.sink.jdbc.JdbcSinkConnector`. Options that"
                                + " begin with\n`connection.properties.` go to the JDBC driver"
                                + " without that prefix. Debezium's names"
                                + " `connection.username`,\n`collection.name.format`,"
                                + " `primary.key.mode` and `primary.key.fields` mean the same as"
                                + " ours. Printed from\nthe connector's definition by"
                                + " `ConfigReferenceTest`; do not edit by hand."));
    }
}
