package dev.lockstep.event;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.connect.data.Struct;

/** Typed reads from a {@link Row}: a value of another type than asked for counts as absent. */
final class Values {

    private Values() {}

    static Optional<String> text(Row row, String name) {
        return row.value(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Whole numbers only: a number that came by floating point may have lost its last digits. */
    static OptionalLong number(Row row, String name) {
        Object value = row.value(name);
        if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            return OptionalLong.of(((Number) value).longValue());
        }
        return OptionalLong.empty();
    }

    static boolean flag(Row row, String name) {
        return Boolean.TRUE.equals(row.value(name));
    }

    /** A nested block; null when there is none, as most events lack most blocks. */
    static Row block(Row row, String name) {
        Object value = row.value(name);
        if (value instanceof Struct struct) {
            return Row.of(struct);
        }
        return value instanceof Map<?, ?> map ? Row.of(map) : null;
    }

    static List<String> texts(Row row, String name) {
        return row.value(name) instanceof Collection<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }

    static Map<String, String> textByText(Row row, String name) {
        if (!(row.value(name) instanceof Map<?, ?> map)) {
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        return texts;
    }
}
