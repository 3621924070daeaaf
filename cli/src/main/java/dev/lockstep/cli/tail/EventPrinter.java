package dev.lockstep.cli.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.cli.live.EventLine;
import dev.lockstep.cli.live.Screen;
import dev.lockstep.cli.shop.ReceivedEvent;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes an event as a line: for people, or as an object of JSON. */
interface EventPrinter {

    /**
     * Writes one event.
     *
     * @param value the whole value
     */
    void print(ReceivedEvent event, int partition, Map<?, ?> value);

    static EventPrinter lines(PrintWriter out) {
        EventLine line = new EventLine(Screen.ofThisProcess());
        return (event, partition, value) -> out.println(line.render(event));
    }

    static EventPrinter json(PrintWriter out) {
        ObjectMapper json = new ObjectMapper();
        return (event, partition, value) -> {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("topic", event.topic());
            object.put("partition", partition);
            object.put("offset", event.offset());
            object.put("place", event.place());
            object.put("key", event.key());
            object.put("value", value);
            try {
                out.println(json.writeValueAsString(object));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Cannot write an event as JSON", e);
            }
        };
    }
}
