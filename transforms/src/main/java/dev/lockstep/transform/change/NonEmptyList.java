package dev.lockstep.transform.change;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Accepts what another validator accepts, unless it is empty. */
record NonEmptyList(ConfigDef.Validator entries) implements ConfigDef.Validator {

    @Override
    public void ensureValid(String name, Object value) {
        if (value == null || ((List<?>) value).isEmpty()) {
            throw new ConfigException(name, value, "The list is empty.");
        }
        entries.ensureValid(name, value);
    }

    @Override
    public String toString() {
        return "at least one of: " + entries;
    }
}
