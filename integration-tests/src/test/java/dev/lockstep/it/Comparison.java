package dev.lockstep.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.it.Events.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares what two connectors made of the same changes, record by record and part by part. */
final class Comparison {

    /**
     * A part that is not the same.
     *
     * @param record which record, for people
     * @param text {@code topic path: theirs -> ours}, what the accepted differences are about
     */
    record Difference(String record, String text) {}

    private static final String PRESENT = "present";
    private static final String ABSENT = "absent";
    private static final int LONG = 120;

    private final List<Difference> differences = new ArrayList<>();

    /** Adds the differences between two streams of records. */
    void add(List<Event> theirs, List<Event> ours) {
        Map<String, Event> theirsById = byIdentity(theirs);
        Map<String, Event> oursById = byIdentity(ours);
        Set<String> identities = new LinkedHashSet<>(theirsById.keySet());
        identities.addAll(oursById.keySet());
        for (String identity : identities) {
            Event their = theirsById.get(identity);
            Event our = oursById.get(identity);
            if (their == null || our == null) {
                String topic = identity.substring(0, identity.indexOf(' '));
                differ(
                        identity,
                        topic,
                        "record",
                        their == null ? null : PRESENT,
                        our == null ? null : PRESENT);
            } else {
                compare(identity, new FlatRecord(their), new FlatRecord(our));
            }
        }
        if (new ArrayList<>(theirsById.keySet()).equals(new ArrayList<>(oursById.keySet()))) {
            return;
        }
        List<String> common = new ArrayList<>(theirsById.keySet());
        common.retainAll(oursById.keySet());
        List<String> commonOfOurs = new ArrayList<>(oursById.keySet());
        commonOfOurs.retainAll(theirsById.keySet());
        if (!common.equals(commonOfOurs)) {
            differ("all", "all", "order", common.toString(), commonOfOurs.toString());
        }
    }

    List<Difference> differences() {
        return differences;
    }

    /** Records by topic, LSN, operation and number; a tombstone belongs to the record before. */
    private static Map<String, Event> byIdentity(List<Event> events) {
        Map<String, Event> byIdentity = new LinkedHashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        String latest = "none ";
        for (Event event : events) {
            if (event.value().isNull()) {
                byIdentity.put(latest + " tombstone", event);
                continue;
            }
            JsonNode value = event.value().path("payload");
            String name = value.path("topic").asText() + " " + what(value);
            latest = name + " number " + numbers.merge(name, 1, Integer::sum);
            byIdentity.put(latest, event);
        }
        return byIdentity;
    }

    /** The operation and its LSN, or of which transaction it is the beginning or the end. */
    private static String what(JsonNode value) {
        return value.has("status")
                ? value.path("status").asText()
                        + " of "
                        + value.path("id").asText().split(":", 2)[0]
                : value.path("op").asText() + " at " + value.path("source").path("lsn").asText();
    }

    private void compare(String identity, FlatRecord their, FlatRecord our) {
        String topic = identity.substring(0, identity.indexOf(' '));
        Set<String> paths = new TreeSet<>(their.parts().keySet());
        paths.addAll(our.parts().keySet());
        for (String path : paths) {
            String theirs = their.parts().get(path);
            String ours = our.parts().get(path);
            if (path.endsWith(FlatRecord.ORDER) && theirs != null && ours != null) {
                compareOrder(identity, topic, path, theirs, ours);
            } else if (theirs == null || !theirs.equals(ours)) {
                if (!isPartOfAbsentSchema(path, their) && !isPartOfAbsentSchema(path, our)) {
                    differ(identity, topic, path, theirs, ours);
                }
            }
        }
    }

    /** Of a schema that one side lacks, its type stands for the rest. */
    private static boolean isPartOfAbsentSchema(String path, FlatRecord record) {
        int property = path.indexOf('#');
        if (property < 0) {
            return false;
        }
        String schema = path.substring(0, property);
        boolean nested = schema.endsWith("]");
        boolean absent = !record.parts().containsKey(schema + "#type");
        return absent && (nested || !path.endsWith("#type"));
    }

    private void compareOrder(
            String identity, String topic, String path, String theirs, String ours) {
        List<String> theirNames = new ArrayList<>(theirs.lines().toList());
        List<String> ourNames = new ArrayList<>(ours.lines().toList());
        theirNames.retainAll(ours.lines().toList());
        ourNames.retainAll(theirs.lines().toList());
        if (!theirNames.equals(ourNames)) {
            differ(identity, topic, path, theirNames.toString(), ourNames.toString());
        }
    }

    private void differ(String record, String topic, String path, String theirs, String ours) {
        differences.add(
                new Difference(
                        record, topic + " " + path + ": " + shown(theirs) + " -> " + shown(ours)));
    }

    private static String shown(String value) {
        if (value == null) {
            return ABSENT;
        }
        return value.length() <= LONG
                ? value
                : value.substring(0, LONG) + "…(" + value.length() + " characters)";
    }
}
