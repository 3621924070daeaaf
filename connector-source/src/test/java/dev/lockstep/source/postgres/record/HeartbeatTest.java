package dev.lockstep.source.postgres.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final long NOW = 1_000_000;

    private final Heartbeat heartbeat = new Heartbeat("beats", "shop", Duration.ofSeconds(10));

    private static SourceOffset at(long lsn) {
        return SourceOffset.between(Capture.HISTORY, lsn, 0);
    }

    @Test
    void isDueWhenTheLogIsAheadOfTheLatestOffset() {
        assertThat(heartbeat.isDue(NOW, at(100))).isFalse();
        heartbeat.idle(100);
        assertThat(heartbeat.isDue(NOW, at(100))).isFalse();
        heartbeat.idle(101);
        assertThat(heartbeat.isDue(NOW, at(100))).isTrue();
    }

    @Test
    void keepsTheIntervalBetweenTwo() {
        heartbeat.idle(200);
        SourceRecord record = heartbeat.record(Map.of("server", "shop"), at(200), NOW);
        assertThat(((Struct) record.value()).getInt64("ts_ms")).isEqualTo(NOW);
        heartbeat.idle(300);
        assertThat(heartbeat.isDue(NOW + 9_999, at(200))).isFalse();
        assertThat(heartbeat.isDue(NOW + 10_000, at(200))).isTrue();
    }

    @Test
    void neverGoesBack() {
        heartbeat.idle(200);
        heartbeat.idle(150);
        assertThat(heartbeat.position()).isEqualTo(200);
        heartbeat.idle(Long.MIN_VALUE);
        assertThat(heartbeat.position()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void isNeverDueWithoutAnInterval() {
        Heartbeat off = new Heartbeat("beats", "shop", Duration.ZERO);
        off.idle(200);
        assertThat(off.isDue(NOW, at(100))).isFalse();
    }
}
