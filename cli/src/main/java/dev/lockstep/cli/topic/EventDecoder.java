package dev.lockstep.cli.topic;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.event.ChangeEvent;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Reads what Kafka's JSON converter writes, with schemas or without. For one thread. */
public final class EventDecoder {

    private static final String SCHEMA = "schema";
    private static final String PAYLOAD = "payload";

    private final ObjectMapper json =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** The value of a record or its key; null for null and for what is not an object in JSON. */
    public Map<?, ?> object(byte[] bytes) {
        if (bytes == null || bytes.length == 0 || bytes[0] != '{') {
            return null;
        }
        try {
            Map<?, ?> object = json.readValue(bytes, Map.class);
            boolean wrapped =
                    object.size() == 2 && object.containsKey(SCHEMA) && object.containsKey(PAYLOAD);
            return wrapped ? content(object.get(PAYLOAD)) : object;
        } catch (IOException e) {
            return null;
        }
    }

    /** The change event that a record's value is; empty for tombstones and for anything else. */
    public Optional<ChangeEvent> event(byte[] value) {
        return ChangeEvent.of(object(value));
    }

    private static Map<?, ?> content(Object payload) {
        return payload instanceof Map<?, ?> map ? map : null;
    }
}
