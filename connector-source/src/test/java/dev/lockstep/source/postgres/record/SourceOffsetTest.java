package dev.lockstep.source.postgres.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.event.Lsn;
import dev.lockstep.source.postgres.record.SourceOffset.History;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class SourceOffsetTest {

    private static final History HISTORY = new History("7000000000000000001", 3);

    private static SourceOffset inside() {
        return new SourceOffset(HISTORY, 0x5000, 9, 7, 0x4800, 0x3000, 812, 1_700_000);
    }

    private static SourceOffset restored(Map<String, ?> offset) {
        return SourceOffset.of(new HashMap<>(offset));
    }

    @Test
    void readsBackWhatItStored() {
        SourceOffset complete = inside();
        complete.complete(0x5030);
        for (SourceOffset offset : new SourceOffset[] {inside(), complete}) {
            SourceOffset back = restored(offset);
            assertThat(back).isEqualTo(offset);
            assertThat(back.history()).isEqualTo(HISTORY);
            assertThat(back.resumeFrom()).isEqualTo(offset.resumeFrom());
            assertThat(back.change()).isEqualTo(7);
            assertThat(back.lastCommit()).isEqualTo(offset.lastCommit());
        }
    }

    @Test
    void resumesInsideATransactionFromItsCommitRecord() {
        SourceOffset offset = inside();
        assertThat(offset.resumeFrom()).isEqualTo(new Lsn(0x5000));
        assertThat(offset.covers(0x4FF8, 99)).isTrue();
        assertThat(offset.covers(0x5000, 7)).isTrue();
        assertThat(offset.covers(0x5000, 8)).isFalse();
        assertThat(offset.covers(0x5008, 1)).isFalse();
        assertThat(offset.lastCommit()).isEqualTo(0x3000);
    }

    @Test
    void resumesAfterACompleteTransactionFromItsEnd() {
        SourceOffset offset = inside();
        offset.complete(0x5030);
        assertThat(offset.resumeFrom()).isEqualTo(new Lsn(0x5030));
        assertThat(offset.covers(0x5000, 99)).isTrue();
        assertThat(offset.covers(0x5030, 1)).isFalse();
        assertThat(offset.lastCommit()).isEqualTo(0x5030);
    }

    @Test
    void coversNothingFromAPlaceBetweenTransactionsOn() {
        SourceOffset offset = restored(SourceOffset.between(HISTORY, 0x5000, 0x4000));
        assertThat(offset.resumeFrom()).isEqualTo(new Lsn(0x5000));
        assertThat(offset.covers(0x4FF8, 1)).isTrue();
        assertThat(offset.covers(0x5000, 1)).isFalse();
        assertThat(offset.lastCommit()).isEqualTo(0x4000);
    }

    @Test
    void comparesPlacesAsUnsignedNumbers() {
        SourceOffset offset = SourceOffset.between(HISTORY, Long.MIN_VALUE, 0);
        assertThat(offset.covers(Long.MAX_VALUE, 1)).isTrue();
        assertThat(offset.covers(-8, 1)).isFalse();
    }

    @Test
    void refusesTheOffsetOfAnotherConnector() {
        Map<String, Object> debezium =
                Map.of("lsn_proc", 1L, "lsn_commit", 1L, "lsn", 1L, "txId", 5L, "ts_usec", 1L);
        assertThatThrownBy(() -> SourceOffset.of(debezium))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("another connector wrote it")
                .hasMessageContaining("system_id");
    }

    @Test
    void refusesAnOffsetThatDoesNotNameItsServer() {
        Map<String, Object> stored = new HashMap<>(inside());
        stored.remove("system_id");
        assertThatThrownBy(() -> SourceOffset.of(stored))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("system_id");
    }

    @Test
    void refusesTextWhereANumberBelongs() {
        Map<String, Object> stored = new HashMap<>(inside());
        stored.put("change", "7");
        assertThatThrownBy(() -> SourceOffset.of(stored))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("change");
    }
}
