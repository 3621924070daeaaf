package dev.lockstep.cli.check;

import dev.lockstep.cli.shop.ReceivedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Verifies the places that events carry, whatever their content. */
final class Order {

    private Order() {}

    /**
     * Describes every event whose place is not behind its predecessor's: in its topic, and among
     * all events; and every event whose packed position contradicts its place.
     *
     * @param received in the order of arrival, which is the order of offsets in each topic
     */
    static List<String> differences(List<ReceivedEvent> received) {
        List<String> differences = new ArrayList<>();
        Map<String, ReceivedEvent> latest = new HashMap<>();
        for (ReceivedEvent event : received) {
            ReceivedEvent previous = latest.put(event.topic(), event);
            if (previous != null && compare(previous, event) >= 0) {
                differences.add("not behind its predecessor in the topic: " + where(event));
            }
        }
        ReceivedEvent previous = null;
        for (ReceivedEvent event : inCommitOrder(received)) {
            if (previous != null && compare(previous, event) == 0) {
                differences.add("shares its place with " + where(previous) + ": " + where(event));
            } else if (previous != null && position(previous) >= position(event)) {
                differences.add("position does not increase: " + where(event));
            }
            previous = event;
        }
        return differences;
    }

    static List<ReceivedEvent> inCommitOrder(List<ReceivedEvent> received) {
        return received.stream().sorted(ReceivedEvent.IN_COMMIT_ORDER).toList();
    }

    private static int compare(ReceivedEvent left, ReceivedEvent right) {
        return ReceivedEvent.IN_COMMIT_ORDER.compare(left, right);
    }

    private static long position(ReceivedEvent event) {
        return event.change().source().position().orElse(-1);
    }

    private static String where(ReceivedEvent event) {
        return event.place() + " (" + event.topic() + ", offset " + event.offset() + ")";
    }
}
