package dev.lockstep.transform.change;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Schema.Type;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * A struct that takes values of another without a check, since they were checked when that one got
 * them; what is put is checked. It holds its values itself and inherits nothing but the type, so
 * every method of {@link Struct} is overridden.
 *
 * <p>As with any subclass of {@link Struct}, it never equals a plain one; read through the fields,
 * the two are the same.
 */
final class CheckedStruct extends Struct {

    /** Of what is inherited and never used. */
    private static final Schema NOTHING = SchemaBuilder.struct().build();

    private final StructLayout layout;
    private final Object[] values;

    CheckedStruct(StructLayout layout) {
        super(NOTHING);
        this.layout = layout;
        this.values = new Object[layout.size()];
    }

    /**
     * Takes a value that was checked already.
     *
     * @param index of a field whose schema equals the one that the value was checked by
     */
    void take(int index, Object value) {
        values[index] = value;
    }

    @Override
    public Schema schema() {
        return layout.schema();
    }

    @Override
    public Object get(String fieldName) {
        return get(field(fieldName));
    }

    @Override
    public Object get(Field field) {
        Object value = values[field.index()];
        return value == null ? field.schema().defaultValue() : value;
    }

    @Override
    public Object getWithoutDefault(String fieldName) {
        return values[field(fieldName).index()];
    }

    @Override
    public Byte getInt8(String fieldName) {
        return (Byte) value(fieldName, Type.INT8);
    }

    @Override
    public Short getInt16(String fieldName) {
        return (Short) value(fieldName, Type.INT16);
    }

    @Override
    public Integer getInt32(String fieldName) {
        return (Integer) value(fieldName, Type.INT32);
    }

    @Override
    public Long getInt64(String fieldName) {
        return (Long) value(fieldName, Type.INT64);
    }

    @Override
    public Float getFloat32(String fieldName) {
        return (Float) value(fieldName, Type.FLOAT32);
    }

    @Override
    public Double getFloat64(String fieldName) {
        return (Double) value(fieldName, Type.FLOAT64);
    }

    @Override
    public Boolean getBoolean(String fieldName) {
        return (Boolean) value(fieldName, Type.BOOLEAN);
    }

    @Override
    public String getString(String fieldName) {
        return (String) value(fieldName, Type.STRING);
    }

    @Override
    @SuppressWarnings("ByteBufferBackingArray") // As a plain Struct gives it.
    public byte[] getBytes(String fieldName) {
        Object bytes = value(fieldName, Type.BYTES);
        return bytes instanceof ByteBuffer buffer ? buffer.array() : (byte[]) bytes;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> List<T> getArray(String fieldName) {
        return (List<T>) value(fieldName, Type.ARRAY);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <K, V> Map<K, V> getMap(String fieldName) {
        return (Map<K, V>) value(fieldName, Type.MAP);
    }

    @Override
    public Struct getStruct(String fieldName) {
        return (Struct) value(fieldName, Type.STRUCT);
    }

    private Object value(String name, Type type) {
        Field field = field(name);
        if (field.schema().type() != type) {
            throw new DataException("Field '" + name + "' is not of type " + type);
        }
        return values[field.index()];
    }

    private Field field(String name) {
        Field field = layout.schema().field(name);
        if (field == null) {
            throw new DataException(name + " is not a valid field name");
        }
        return field;
    }

    @Override
    public Struct put(String fieldName, Object value) {
        return put(field(fieldName), value);
    }

    @Override
    public Struct put(Field field, Object value) {
        int index = field.index();
        if (value == null || value != values[index]) {
            layout.check(index, value);
            values[index] = value;
        }
        return this;
    }

    /** Values were checked when they came; what is left is whether a required one is missing. */
    @Override
    public void validate() {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                layout.checkMissing(i);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CheckedStruct struct
                && schema().equals(struct.schema())
                && Arrays.deepEquals(values, struct.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(schema(), Arrays.deepHashCode(values));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Field field : schema().fields()) {
            Object value = values[field.index()];
            if (value != null) {
                text.append(text.isEmpty() ? "" : ",").append(field.name());
                text.append('=').append(value);
            }
        }
        return "Struct{" + text + "}";
    }
}
