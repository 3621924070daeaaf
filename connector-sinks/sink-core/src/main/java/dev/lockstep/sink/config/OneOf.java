package dev.lockstep.sink.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Accepts the names of an enum in lower or upper case.
 *
 * @param <E> the enum
 */
public final class OneOf<E extends Enum<E>> implements ConfigDef.Validator {

    private final Class<E> values;

    private OneOf(Class<E> values) {
        this.values = values;
    }

    public static <E extends Enum<E>> OneOf<E> of(Class<E> values) {
        return new OneOf<>(values);
    }

    /** The value of a word that this accepts. */
    public static <E extends Enum<E>> E parse(Class<E> values, String word) {
        return Enum.valueOf(values, word.strip().toUpperCase(Locale.ROOT));
    }

    @Override
    public void ensureValid(String name, Object value) {
        if (value == null || !isOne((String) value)) {
            throw new ConfigException(name, value, "it must be one of " + this);
        }
    }

    private boolean isOne(String word) {
        return Arrays.stream(values.getEnumConstants())
                .anyMatch(constant -> constant.name().equalsIgnoreCase(word.strip()));
    }

    @Override
    public String toString() {
        return Arrays.stream(values.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
