package dev.lockstep.transform.change;

import dev.lockstep.event.Row;
import dev.lockstep.transform.document.Document;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** Images of rows in the forms they come in. */
final class Images {

    private Images() {}

    /** Null for what holds no columns. */
    static Row row(Object image) {
        if (image instanceof Struct struct) {
            return Row.of(struct);
        }
        if (image instanceof String text) {
            return Row.of(Document.readPlain(text));
        }
        return image instanceof Map<?, ?> map ? Row.of(map) : null;
    }
}
