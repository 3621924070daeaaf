package dev.lockstep.transform.change;

import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Accepts lists of entries that pass a check.
 *
 * @param check takes the option's name and an entry, and throws where that is none
 * @param form of the entries, in words
 */
public record EachEntry(BiConsumer<String, String> check, String form)
        implements ConfigDef.Validator {

    @Override
    public void ensureValid(String option, Object value) {
        for (Object entry : (List<?>) value) {
            check.accept(option, (String) entry);
        }
    }

    @Override
    public String toString() {
        return form;
    }
}
