package dev.lockstep.transform.change;

import dev.lockstep.event.SchemaCache;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Names the columns of keys. */
public final class KeyColumns {

    private final SchemaCache<Set<String>> names = new SchemaCache<>(KeyColumns::names);

    private static Set<String> names(Schema key) {
        return key.fields().stream().map(Field::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Empty where there is no key, or one that is not made of columns. */
    public Set<String> of(Object key) {
        if (key instanceof Struct struct) {
            return names.get(struct.schema());
        }
        return key instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }
}
