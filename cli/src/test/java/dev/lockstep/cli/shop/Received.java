package dev.lockstep.cli.shop;

import dev.lockstep.event.ChangeEvent;
import dev.lockstep.event.Position;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events for tests. */
public final class Received {

    private Received() {}

    /** An event of a table whose name is the last part of the topic. */
    public static ReceivedEvent event(
            String op, String topic, long offset, long commitLsn, long ordinal) {
        return event(
                op,
                topic,
                offset,
                commitLsn,
                ordinal,
                Position.pack(commitLsn, ordinal),
                null,
                Map.of("id", 1));
    }

    public static ReceivedEvent event(
            String op,
            String topic,
            long offset,
            long commitLsn,
            long ordinal,
            long position,
            Map<String, Object> before,
            Map<String, Object> after) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("table", topic.substring(topic.lastIndexOf('.') + 1));
        source.put("ts_us", 1_000L);
        source.put("commit_lsn", commitLsn);
        source.put("ordinal", ordinal);
        source.put("position", position);
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("op", op);
        envelope.put("before", before);
        envelope.put("after", after);
        envelope.put("source", source);
        return new ReceivedEvent(
                topic, offset, Map.of("id", 1), ChangeEvent.of(envelope).orElseThrow(), 3_500L);
    }
}
