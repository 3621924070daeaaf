package dev.lockstep.sink.jdbc.config;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Accepts JDBC URLs. */
final class JdbcUrl {

    static final ConfigDef.Validator VALIDATOR =
            new ConfigDef.Validator() {
                @Override
                public void ensureValid(String name, Object value) {
                    if (value == null || !((String) value).matches("jdbc:[\\w-]+:.+")) {
                        // Without the value, which may hold a password.
                        throw new ConfigException(
                                "Invalid value for "
                                        + name
                                        + ": it must be a JDBC URL, such as"
                                        + " jdbc:postgresql://db.example.com:5432/shop");
                    }
                }

                @Override
                public String toString() {
                    return "JDBC URLs";
                }
            };

    private JdbcUrl() {}
}
