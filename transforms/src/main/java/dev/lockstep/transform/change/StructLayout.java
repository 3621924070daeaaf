package dev.lockstep.transform.change;

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

    /** Without the names, of which the description would be made. */
    private final Field[] places;

    public StructLayout(Schema schema) {
        this.schema = schema;
        this.places =
                schema.fields().stream()
                        .map(field -> new Field(null, field.index(), field.schema()))
                        .toArray(Field[]::new);
    }

    public Schema schema() {
        return schema;
    }

    /** An empty one. */
    public Struct struct() {
        return new CheckedOnce(this);
    }

    private static final class CheckedOnce extends Struct {

        private final StructLayout layout;

        private CheckedOnce(StructLayout layout) {
            super(layout.schema);
            this.layout = layout;
        }

        @Override
        public Struct put(Field field, Object value) {
            return super.put(layout.places[field.index()], value);
        }

        /** Done value by value. */
        @Override
        public void validate() {}
    }
}
