package dev.lockstep.source.postgres.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Accepts one of a few words, in upper or lower case, and shows them in the order given. */
final class OneOf implements ConfigDef.Validator {

    private final List<String> words;

    private OneOf(List<String> words) {
        this.words = words;
    }

    static OneOf of(String... words) {
        return new OneOf(List.of(words));
    }

    @Override
    public void ensureValid(String key, Object value) {
        if (value == null || words.stream().noneMatch(((String) value)::equalsIgnoreCase)) {
            throw new ConfigException(key, value, "it must be one of " + this);
        }
    }

    @Override
    public String toString() {
        return String.join(", ", words);
    }
}
