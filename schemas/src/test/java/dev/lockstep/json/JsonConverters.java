package dev.lockstep.json;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;

/** Our converter and Kafka's under the same options. */
final class JsonConverters {

    final LockstepJsonConverter ours = new LockstepJsonConverter();
    final JsonConverter kafkas = new JsonConverter();

    private JsonConverters(Map<String, ?> options) {
        ours.configure(options, false);
        kafkas.configure(options, false);
    }

    static JsonConverters with(Object... options) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            map.put((String) options[i], options[i + 1]);
        }
        return new JsonConverters(map);
    }
}
