package dev.lockstep.sink.opensearch.config;

import org.apache.kafka.common.config.ConfigDef;

/** Accepts what another validator accepts, or nothing. */
record OrNull(ConfigDef.Validator values) implements ConfigDef.Validator {

    static OrNull of(ConfigDef.Validator values) {
        return new OrNull(values);
    }

    @Override
    public void ensureValid(String name, Object value) {
        if (value != null) {
            values.ensureValid(name, value);
        }
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
