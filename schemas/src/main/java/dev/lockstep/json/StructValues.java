package dev.lockstep.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * Reaches the values of a struct, which checks each value that it is given and a struct inside a
 * struct with all its values again: a fifth of what a sink's task thread does. What is made by a
 * schema needs no check.
 */
public final class StructValues {

    private static final VarHandle VALUES = find();

    private StructValues() {}

    private static VarHandle find() {
        try {
            return MethodHandles.privateLookupIn(Struct.class, MethodHandles.lookup())
                    .findVarHandle(Struct.class, "values", Object[].class);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /**
     * The values in the order of the fields, to be read and written to; null where Kafka does not
     * keep them so.
     */
    static Object[] of(Struct struct) {
        return VALUES == null ? null : (Object[]) VALUES.get(struct);
    }

    /** Puts a value that is known to be one of the field's schema. */
    public static void set(Struct struct, Field field, Object value) {
        if (VALUES == null) {
            struct.put(field, value);
        } else {
            ((Object[]) VALUES.get(struct))[field.index()] = value;
        }
    }

    /** Puts what another struct of the same schema holds. */
    public static void copy(Struct from, Struct to) {
        if (VALUES == null) {
            from.schema()
                    .fields()
                    .forEach(field -> to.put(field, from.getWithoutDefault(field.name())));
        } else {
            Object[] values = (Object[]) VALUES.get(from);
            System.arraycopy(values, 0, (Object[]) VALUES.get(to), 0, values.length);
        }
    }
}
