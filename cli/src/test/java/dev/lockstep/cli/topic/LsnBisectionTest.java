package dev.lockstep.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.topic.LsnBisection.Sample;
import dev.lockstep.event.Lsn;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LsnBisectionTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    /** Partitions as arrays of places; 0 is a record without one. */
    private final Map<TopicPartition, long[]> logs = new HashMap<>();

    @Test
    void findsTheFirstRecordOfAPlaceAmongThoseWithoutOne() {
        logs.put(PARTITION, new long[] {0, 10, 10, 0, 20, 0, 30, 0});
        assertThat(find(10)).isLessThanOrEqualTo(1);
        assertThat(find(11)).isBetween(3L, 4L);
        assertThat(find(20)).isBetween(3L, 4L);
        assertThat(find(31)).isBetween(7L, 8L);
    }

    @Test
    void findsNothingInAnEmptyPartition() {
        logs.put(PARTITION, new long[0]);
        assertThat(find(1)).isZero();
    }

    @Test
    void missesNothingAndIncludesNothingEarlier() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            long[] log = new long[random.nextInt(40)];
            long place = 1;
            for (int j = 0; j < log.length; j++) {
                place += random.nextInt(4);
                log[j] = random.nextInt(4) == 0 ? 0 : place;
            }
            logs.put(PARTITION, log);
            long wanted = random.nextLong(place + 3);
            long found = find(wanted);
            for (int j = 0; j < log.length; j++) {
                if (log[j] != 0) {
                    assertThat(j >= found).as("seed " + seed).isEqualTo(log[j] >= wanted);
                }
            }
        }
    }

    private long find(long place) {
        Map<TopicPartition, Long> ends = Map.of(PARTITION, (long) logs.get(PARTITION).length);
        return new LsnBisection(this::probe)
                .find(Map.of(PARTITION, 0L), ends, new Lsn(place))
                .get(PARTITION);
    }

    private Map<TopicPartition, Sample> probe(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Sample> samples = new HashMap<>();
        offsets.forEach(
                (partition, offset) -> {
                    long[] log = logs.get(partition);
                    for (int i = log.length - 1; i >= offset; i--) {
                        if (log[i] != 0) {
                            samples.put(partition, new Sample(i, new Lsn(log[i])));
                        }
                    }
                });
        return samples;
    }
}
