package dev.lockstep.cli.topic;

import dev.lockstep.event.Lsn;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds in partitions the first record from a place of the source's log on. All partitions are
 * halved together, for each look at a broker takes its time.
 *
 * <p>Places rise along a partition, but for what a source has sent again after a restart: then the
 * search may end behind the first of them, and what is missed comes again.
 */
final class LsnBisection {

    /** The first record with a place at or after an offset. */
    record Sample(long offset, Lsn place) {}

    /** Given offsets, returns the first sample at or after each; none where there is none. */
    interface Probe extends Function<Map<TopicPartition, Long>, Map<TopicPartition, Sample>> {}

    private final Probe probe;

    LsnBisection(Probe probe) {
        this.probe = probe;
    }

    /**
     * Offsets before which no record has this place or a later one.
     *
     * @param begins where partitions begin
     * @param ends where they end
     */
    Map<TopicPartition, Long> find(
            Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends, Lsn place) {
        Map<TopicPartition, Long> low = new HashMap<>(begins);
        Map<TopicPartition, Long> high = new HashMap<>(ends);
        while (true) {
            Map<TopicPartition, Long> middles = middles(low, high);
            if (middles.isEmpty()) {
                return low;
            }
            Map<TopicPartition, Sample> samples = probe.apply(middles);
            middles.forEach(
                    (partition, middle) -> {
                        Sample sample = samples.get(partition);
                        if (sample == null || sample.place().compareTo(place) >= 0) {
                            high.put(partition, middle);
                        } else {
                            low.put(partition, sample.offset() + 1);
                        }
                    });
        }
    }

    private static Map<TopicPartition, Long> middles(
            Map<TopicPartition, Long> low, Map<TopicPartition, Long> high) {
        Map<TopicPartition, Long> middles = new HashMap<>();
        low.forEach(
                (partition, begin) -> {
                    long end = high.getOrDefault(partition, begin);
                    if (begin < end) {
                        middles.put(partition, begin + (end - begin) / 2);
                    }
                });
        return middles;
    }
}
