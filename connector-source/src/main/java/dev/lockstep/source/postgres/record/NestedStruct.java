package dev.lockstep.source.postgres.record;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * A struct that is part of an event. Connect would describe the place of each value in words, in
 * case it is wrong, and check all values again when the struct is put into the event. Here a value
 * that is put is checked against its schema, and that is all; those that a plan has made for their
 * field are set without a check. A required field that was never put is left to the converter to
 * refuse.
 */
final class NestedStruct extends Struct {

    /** What the structs of one schema share. Immutable. */
    static final class Layout {

        private final Schema schema;

        /** Without the names, of which the description would be made. */
        private final Field[] places;

        Layout(Schema schema) {
            this.schema = schema;
            this.places =
                    schema.fields().stream()
                            .map(field -> new Field(null, field.index(), field.schema()))
                            .toArray(Field[]::new);
        }

        Struct struct() {
            return new NestedStruct(this);
        }
    }

    private final Layout layout;

    private NestedStruct(Layout layout) {
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
