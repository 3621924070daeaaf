package dev.lockstep.cli.check;

import dev.lockstep.cli.shop.ReceivedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells events that were sent again from those that are new, as any reader can: by their places.
 */
final class Repeats {

    private final Map<Place, ReceivedEvent> known = new HashMap<>();
    private final List<ReceivedEvent> news = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private int repeats;

    private record Place(long commitLsn, long ordinal) {}

    void add(ReceivedEvent event) {
        ReceivedEvent first =
                known.putIfAbsent(new Place(event.commitLsn(), event.ordinal()), event);
        if (first == null) {
            news.add(event);
            return;
        }
        repeats++;
        if (!first.topic().equals(event.topic())
                || !RowChange.of(first).equals(RowChange.of(event))) {
            differences.add(
                    "sent again with another content: " + event.place() + " in " + event.topic());
        }
    }

    /** What was not a repeat, in the order of arrival. */
    List<ReceivedEvent> news() {
        return news;
    }

    int count() {
        return repeats;
    }

    /** Repeats that are not what they repeat. */
    List<String> differences() {
        return differences;
    }
}
