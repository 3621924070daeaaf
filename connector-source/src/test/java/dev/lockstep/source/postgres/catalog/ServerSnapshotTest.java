package dev.lockstep.source.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerSnapshotTest {

    @Test
    void seesWhatHadEnded() {
        ServerSnapshot snapshot = ServerSnapshot.parse("100:105:100,103");
        assertThat(snapshot.sees(99)).isTrue();
        assertThat(snapshot.sees(100)).isFalse();
        assertThat(snapshot.sees(101)).isTrue();
        assertThat(snapshot.sees(103)).isFalse();
        assertThat(snapshot.sees(104)).isTrue();
        assertThat(snapshot.sees(105)).isFalse();
        assertThat(snapshot.sees(1_000)).isFalse();
    }

    @Test
    void readsASnapshotInWhichNothingRuns() {
        assertThat(ServerSnapshot.parse("7:7:").sees(6)).isTrue();
        assertThat(ServerSnapshot.parse("7:7:").sees(7)).isFalse();
    }

    @Test
    void comparesAcrossTheEndOfThe32BitNumbers() {
        long epoch = 3L << 32;
        ServerSnapshot snapshot =
                ServerSnapshot.parse(
                        (epoch - 2) + ":" + (epoch + 5) + ":" + (epoch - 2) + "," + (epoch + 3));
        assertThat(snapshot.sees(0xFFFF_FFFDL)).isTrue();
        assertThat(snapshot.sees(0xFFFF_FFFEL)).isFalse();
        assertThat(snapshot.sees(0xFFFF_FFFFL)).isTrue();
        assertThat(snapshot.sees(3)).isFalse();
        assertThat(snapshot.sees(4)).isTrue();
        assertThat(snapshot.sees(5)).isFalse();
    }
}
