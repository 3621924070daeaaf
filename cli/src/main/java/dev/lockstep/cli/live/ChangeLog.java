package dev.lockstep.cli.live;

import dev.lockstep.cli.shop.ReceivedEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The latest changes of each topic, against which the offsets of a consumer group tell how far its
 * target has come. For one thread.
 */
final class ChangeLog {

    private final int kept;
    private final Map<String, Topic> topics = new HashMap<>();
    private long total;
    private Change latest;

    /**
     * @param kept how many changes of each topic to remember
     */
    ChangeLog(int kept) {
        this.kept = kept;
    }

    /** A change in a few words, with its offset and the time of its commit. */
    record Change(ReceivedEvent event, String words) {

        static Change of(ReceivedEvent event) {
            String key =
                    event.key().values().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining("/"));
            return new Change(
                    event, event.change().operation().name() + " " + event.table() + " " + key);
        }

        long committedMicros() {
            return event.receivedMicros() - event.lagMicros();
        }
    }

    /**
     * How far a target is.
     *
     * @param behind changes that it does not have yet
     * @param waitingSince when the oldest of these was committed, in microseconds; 0 without any
     * @param last the latest change that it has; null when that is not known
     */
    record Progress(long behind, long waitingSince, Change last) {}

    void add(ReceivedEvent event) {
        Change change = Change.of(event);
        topics.computeIfAbsent(event.topic(), name -> new Topic(kept)).add(change);
        latest = later(latest, change);
        total++;
    }

    /** How many changes were added. */
    long total() {
        return total;
    }

    /** The latest change by its place in the source's log; null when there was none. */
    Change latest() {
        return latest;
    }

    /**
     * Compares with a target.
     *
     * @param offsets the first offset of each topic that the target does not have; 0 where absent
     */
    Progress progress(Map<String, Long> offsets) {
        long behind = 0;
        long since = Long.MAX_VALUE;
        Change last = null;
        for (Map.Entry<String, Topic> each : topics.entrySet()) {
            Topic topic = each.getValue();
            long next = offsets.getOrDefault(each.getKey(), 0L);
            long index = topic.indexOf(next);
            behind += topic.behind(next, index);
            if (index < topic.count) {
                since = Math.min(since, topic.at(index).committedMicros());
            }
            if (index > topic.first()) {
                last = later(last, topic.at(index - 1));
            }
        }
        return new Progress(behind, behind == 0 ? 0 : since, last);
    }

    private static Change later(Change one, Change other) {
        return one == null || ReceivedEvent.IN_COMMIT_ORDER.compare(one.event, other.event) < 0
                ? other
                : one;
    }

    /** A ring; changes have indexes that go on for ever. */
    private static final class Topic {

        private final Change[] ring;
        private long count;

        Topic(int kept) {
            ring = new Change[kept];
        }

        void add(Change change) {
            ring[(int) (count % ring.length)] = change;
            count++;
        }

        long first() {
            return Math.max(0, count - ring.length);
        }

        Change at(long index) {
            return ring[(int) (index % ring.length)];
        }

        /** The first change at this offset or behind it. */
        long indexOf(long offset) {
            long low = first();
            long high = count;
            while (low < high) {
                long middle = (low + high) >>> 1;
                if (at(middle).event.offset() < offset) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /** Of what is no longer here, every record counts as a change, tombstones too. */
        long behind(long offset, long index) {
            long forgotten =
                    index == first() && first() > 0 ? at(index).event.offset() - offset : 0;
            return count - index + Math.max(0, forgotten);
        }
    }
}
