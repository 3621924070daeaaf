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
        assertThatThrownBy(() -> SourceOffset.of(Map.of("file", "binlog.000003", "pos", 4L)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("neither this connector's nor Debezium's");
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

    private static Map<String, Object> debezium(Object... entries) {
        Map<String, Object> offset = new HashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            offset.put((String) entries[i], entries[i + 1]);
        }
        return offset;
    }

    @Test
    void goesOnFromDebeziumsLastCommit() {
        SourceOffset offset =
                SourceOffset.of(
                        debezium(
                                "lsn",
                                0x5040L,
                                "lsn_proc",
                                0x5040L,
                                "lsn_commit",
                                0x5000L,
                                "txId",
                                7,
                                "ts_usec",
                                1L,
                                "messageType",
                                "INSERT"));
        assertThat(offset.resumeFrom()).isEqualTo(new Lsn(0x5000));
        assertThat(offset.history().isKnown()).isFalse();
        assertThat(offset.covers(0x5000, 1)).as("the transaction after it").isFalse();
        assertThat(offset.covers(0x4FF8, 9)).as("the transaction before it").isTrue();
    }

    @Test
    void goesOnFromDebeziumsLatestChangeBeforeItSawACommit() {
        assertThat(SourceOffset.of(debezium("lsn", 0x5040, "lsn_proc", 0x5040)).resumeFrom())
                .isEqualTo(new Lsn(0x5040));
    }

    @Test
    void goesOnFromDebeziumsFinishedSnapshot() {
        Map<String, Object> offset =
                debezium("lsn", 0x5040L, "snapshot", "INITIAL", "last_snapshot_record", true);
        assertThat(SourceOffset.of(offset).resumeFrom()).isEqualTo(new Lsn(0x5040));
    }

    @Test
    void refusesDebeziumsUnfinishedSnapshots() {
        assertThatThrownBy(
                        () ->
                                SourceOffset.of(
                                        debezium(
                                                "lsn",
                                                0x5040L,
                                                "snapshot",
                                                "INITIAL",
                                                "last_snapshot_record",
                                                false,
                                                "snapshot_completed",
                                                false)))
                .hasMessageContaining("its snapshot was not complete");
        assertThatThrownBy(
                        () ->
                                SourceOffset.of(
                                        debezium(
                                                "lsn_commit",
                                                0x5040L,
                                                "incremental_snapshot_collections",
                                                "[]")))
                .hasMessageContaining("its incremental snapshot was not complete");
    }

    @Test
    void takesAnEndThatAUserWrites() {
        for (Object end : new Object[] {"0/5000", "20480", 0x5000, 0x5000L}) {
            assertThat(SourceOffset.of(debezium("end_lsn", end)).resumeFrom())
                    .isEqualTo(new Lsn(0x5000));
        }
        assertThatThrownBy(() -> SourceOffset.of(debezium("end_lsn", "yesterday")))
                .hasMessageContaining("no valid end_lsn");
    }

    @Test
    void remembersFromWhichTimeOnTransactionsCount() {
        SourceOffset offset =
                SourceOffset.between(new SourceOffset.History("7001", 1), 0x5000, 0)
                        .skippingBefore(99);
        assertThat(SourceOffset.of(new HashMap<>(offset)).skipBefore()).isEqualTo(99);
    }
}
