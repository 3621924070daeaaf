package dev.lockstep.transform.change;

import dev.lockstep.event.EnvelopeLayout;
import dev.lockstep.event.Operation;
import dev.lockstep.event.SchemaCache;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** Recognises change events; remembers the layout of each schema it met. */
public final class ChangeReader {

    private final SchemaCache<EnvelopeLayout> layouts = new SchemaCache<>(EnvelopeLayout::of);

    /** The change event that a record's value is; null for anything else. */
    public Change read(Object value) {
        if (value instanceof Struct struct) {
            return read(struct);
        }
        return value instanceof Map<?, ?> map ? Change.of(map) : null;
    }

    private Change read(Struct value) {
        EnvelopeLayout layout = layouts.get(value.schema());
        Operation operation = layout.operation(value);
        return operation == null
                ? null
                : new Change(layout, value, layout.source(value), operation);
    }
}
