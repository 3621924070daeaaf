package dev.lockstep.sink.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Accepts lists of column names. */
final class ColumnNames {

    static final ConfigDef.Validator VALIDATOR =
            new ConfigDef.Validator() {
                @Override
                public void ensureValid(String name, Object value) {
                    for (Object entry : (List<?>) value) {
                        if (((String) entry).isBlank()) {
                            throw new ConfigException(name, value, "an entry is empty");
                        }
                    }
                }

                @Override
                public String toString() {
                    return "names of columns";
                }
            };

    private ColumnNames() {}
}
