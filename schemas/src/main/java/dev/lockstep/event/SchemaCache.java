package dev.lockstep.event;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;

/**
 * What was worked out for each schema that came by.
 *
 * <p>Found by identity first, for connectors and converters hand out the same schema object again
 * and again, then by equality, so that a converter which makes a new object per record still gets
 * one and the same answer. Bounded: when full, it starts anew.
 *
 * @param <V> the answer
 */
public final class SchemaCache<V> {

    /** How many schemas are remembered. */
    public static final int CAPACITY = 1_000;

    private final Function<Schema, V> compile;
    private final IdentityHashMap<Schema, V> byIdentity = new IdentityHashMap<>();
    private final Map<Schema, V> byEquality = new HashMap<>();
    private Schema latest;
    private V answer;

    /**
     * @param compile works the answer out; never returns null
     */
    public SchemaCache(Function<Schema, V> compile) {
        this.compile = compile;
    }

    /** The answer for a schema. */
    public V get(Schema schema) {
        if (schema != latest) {
            answer = find(schema);
            latest = schema;
        }
        return answer;
    }

    private V find(Schema schema) {
        V found = byIdentity.get(schema);
        if (found == null) {
            if (byIdentity.size() >= CAPACITY) {
                byIdentity.clear();
            }
            found = findEqual(schema);
            byIdentity.put(schema, found);
        }
        return found;
    }

    private V findEqual(Schema schema) {
        V found = byEquality.get(schema);
        if (found == null) {
            if (byEquality.size() >= CAPACITY) {
                byEquality.clear();
            }
            found = compile.apply(schema);
            byEquality.put(schema, found);
        }
        return found;
    }
}
