package dev.lockstep.transform.change;

import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Makes structs of one schema, to be filled by copying. Connect would describe the place of each
 * value in words, in case it is wrong, and check all values of a row again when the row is put into
 * its envelope. Here a value is checked when it is put, and that is all, so whoever fills such a
 * struct puts every required field.
 */
public final class StructLayout {

    private final Schema schema;
    private final Field[] fields;

    /** What the values of a field are made of, where that is all there is to check; else null. */
    private final Class<?>[] classes;

    public StructLayout(Schema schema) {
        this.schema = schema;
        this.fields = schema.fields().toArray(Field[]::new);
        this.classes = new Class<?>[fields.length];
        for (int i = 0; i < fields.length; i++) {
            classes[i] = scalar(fields[i].schema());
        }
    }

    private static Class<?> scalar(Schema schema) {
        if (schema.name() != null) {
            return null;
        }
        return switch (schema.type()) {
            case INT8 -> Byte.class;
            case INT16 -> Short.class;
            case INT32 -> Integer.class;
            case INT64 -> Long.class;
            case FLOAT32 -> Float.class;
            case FLOAT64 -> Double.class;
            case BOOLEAN -> Boolean.class;
            case STRING -> String.class;
            case BYTES, ARRAY, MAP, STRUCT -> null;
        };
    }

    public Schema schema() {
        return schema;
    }

    int size() {
        return fields.length;
    }

    /** An empty one. */
    public Struct struct() {
        return new CheckedStruct(this);
    }

    /** Connect's check, without the detours that what most values are has no need of. */
    void check(int index, Object value) {
        Field field = fields[index];
        if (value == null) {
            ConnectSchema.validateValue(field.name(), field.schema(), null);
        } else if (value.getClass() != classes[index] && !isChecked(value, field.schema())) {
            ConnectSchema.validateValue(field.schema(), value);
        }
    }

    private static boolean isChecked(Object value, Schema schema) {
        return value instanceof CheckedStruct struct && struct.schema() == schema;
    }
}
