package dev.lockstep.transform.route;

import dev.lockstep.event.SchemaCache;
import dev.lockstep.transform.change.StructCopier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.SchemaBuilderException;

/** Puts one more field into keys, to keep apart the rows of tables that share a topic. */
public final class KeyField {

    private final String name;
    private final SchemaCache<Plan> plans = new SchemaCache<>(this::plan);

    private record Plan(StructCopier columns, Field added) {}

    public KeyField(String name) {
        this.name = name;
    }

    /**
     * The key with the field; itself if it has no fields.
     *
     * @throws SchemaBuilderException if there is a field of that name already
     */
    public Object add(Object key, String value) {
        if (key instanceof Struct struct) {
            Plan plan = plans.get(struct.schema());
            return plan.columns.copy(struct).put(plan.added, value);
        }
        return key instanceof Map<?, ?> map ? add(map, value) : key;
    }

    private Map<?, ?> add(Map<?, ?> key, String value) {
        Map<Object, Object> added = new LinkedHashMap<>(key);
        if (added.put(name, value) != null) {
            throw new SchemaBuilderException(name);
        }
        return added;
    }

    private Plan plan(Schema key) {
        SchemaBuilder builder = StructCopier.like(key);
        key.fields().forEach(field -> builder.field(field.name(), field.schema()));
        Schema target = builder.field(name, Schema.STRING_SCHEMA).build();
        return new Plan(new StructCopier(key, target, other -> true), target.field(name));
    }
}
