package dev.lockstep.transform.change;

import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** Recognises change events; remembers the layout of each schema it met. */
public final class ChangeReader {

    private final SchemaCache<EnvelopeLayout> layouts = new SchemaCache<>(EnvelopeLayout::of);

    /** The change event that a record's value is; null for anything else. */
    public Change read(Object value) {
        if (value instanceof Struct struct) {
            return layouts.get(struct.schema()).read(struct);
        }
        return value instanceof Map<?, ?> map ? Change.of(map) : null;
    }
}
