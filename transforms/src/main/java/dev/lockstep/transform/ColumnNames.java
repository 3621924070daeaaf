package dev.lockstep.transform;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Accepts lists of column names: no name may be empty. */
final class ColumnNames implements ConfigDef.Validator {

    @Override
    public void ensureValid(String name, Object value) {
        for (Object column : (List<?>) value) {
            if (column.toString().isBlank()) {
                throw new ConfigException(name, value, "A name is empty.");
            }
        }
    }

    @Override
    public String toString() {
        return "names of columns";
    }
}
