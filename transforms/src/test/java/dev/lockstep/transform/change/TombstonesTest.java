package dev.lockstep.transform.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class TombstonesTest {

    private final Tombstones tombstones = new Tombstones();

    private static SinkRecord record(String topic, int partition, Object key) {
        return new SinkRecord(topic, partition, null, key, null, null, 0);
    }

    @Test
    void aTombstoneFollowsTheDeleteOfItsKey() {
        tombstones.afterDelete(record("a", 0, "k"), true);
        assertThat(tombstones.follows(record("a", 0, "k"))).isTrue();
        assertThat(tombstones.follows(record("a", 0, "k"))).isTrue();
        assertThat(tombstones.follows(record("a", 0, "l"))).isFalse();
        assertThat(tombstones.follows(record("a", 1, "k"))).isFalse();
        assertThat(tombstones.follows(record("b", 0, "k"))).isFalse();
    }

    @Test
    void onlyTheLatestDeleteOfAPartitionCounts() {
        tombstones.afterDelete(record("a", 0, "k"), true);
        tombstones.afterDelete(record("a", 0, "k"), false);
        assertThat(tombstones.follows(record("a", 0, "k"))).isFalse();
    }

    @Test
    void keysOfBytesAreCompared() {
        tombstones.afterDelete(record("a", 0, new byte[] {1, 2}), true);
        assertThat(tombstones.follows(record("a", 0, new byte[] {1, 2}))).isTrue();
        assertThat(tombstones.follows(record("a", 0, new byte[] {1, 3}))).isFalse();
    }

    @Test
    void aRecordWithoutAKeyFollowsNothing() {
        tombstones.afterDelete(record("a", 0, null), true);
        assertThat(tombstones.follows(record("a", 0, null))).isFalse();
        tombstones.afterDelete(record("a", 0, "k"), true);
        assertThat(tombstones.follows(record("a", 0, null))).isFalse();
    }

    @Test
    void partitionsNotYetKnownAreOnePlace() {
        SourceRecord delete = new SourceRecord(null, null, "a", null, null, "k", null, null);
        tombstones.afterDelete(delete, true);
        assertThat(tombstones.follows(delete)).isTrue();
    }

    @Test
    void forgetsThePartitionThatWasIdleLongest() {
        for (int i = 0; i <= LatestDeletes.CAPACITY; i++) {
            tombstones.afterDelete(record("t" + i, 0, "k"), true);
        }
        assertThat(tombstones.follows(record("t0", 0, "k"))).isFalse();
        assertThat(tombstones.follows(record("t1", 0, "k"))).isTrue();
    }
}
