package dev.lockstep.transform.change;

import java.util.List;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Makes structs of one schema, to be filled by copying. Connect would describe the place of each
 * value in words, in case it is wrong, and check all values of a row again when the row is put into
 * its envelope. Here a value is checked when it is put, and not again. Put into another struct of
 * this kind, such a struct is not even asked whether it is complete, so whoever fills one puts
 * every required field.
 */
public final class StructLayout {

    private final Schema schema;
    private final Field[] fields;

    /** What the values of a field are made of, where that is all there is to check; else null. */
    private final Class<?>[] classes;

    /** The same of the elements of an array. */
    private final Class<?>[] elements;

    public StructLayout(Schema schema) {
        this.schema = schema;
        this.fields = schema.fields().toArray(Field[]::new);
        this.classes = new Class<?>[fields.length];
        this.elements = new Class<?>[fields.length];
        for (int i = 0; i < fields.length; i++) {
            Schema field = fields[i].schema();
            boolean isArray = field.type() == Schema.Type.ARRAY && field.name() == null;
            classes[i] = scalar(field);
            elements[i] = isArray ? scalar(field.valueSchema()) : null;
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
        } else if (value.getClass() != classes[index] && !fits(index, value, field.schema())) {
            ConnectSchema.validateValue(field.schema(), value);
        }
    }

    void checkMissing(int index) {
        Field field = fields[index];
        if (field.schema().defaultValue() == null) {
            ConnectSchema.validateValue(field.name(), field.schema(), null);
        }
    }

    private boolean fits(int index, Object value, Schema schema) {
        if (value instanceof CheckedStruct struct) {
            return struct.schema() == schema;
        }
        return elements[index] != null
                && value instanceof List<?> list
                && areAll(elements[index], list);
    }

    private static boolean areAll(Class<?> wanted, List<?> values) {
        for (Object value : values) {
            if (value == null || value.getClass() != wanted) {
                return false;
            }
        }
        return true;
    }
}
