package dev.lockstep.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.event.Lsn;
import dev.lockstep.source.postgres.catalog.ReplicationSlot;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.record.SourceOffset.History;
import dev.lockstep.source.postgres.stream.ReplicationStream.SystemIdentity;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class StartCheckTest {

    private static final History HISTORY = new History("7001", 1);

    private static ReplicationSlot slot(long confirmed) {
        return slot("pgoutput", "shop", Optional.of(new Lsn(confirmed)), "");
    }

    private static ReplicationSlot slot(
            String plugin, String database, Optional<Lsn> confirmed, String lost) {
        return new ReplicationSlot("lockstep", plugin, database, 0, "", confirmed, lost);
    }

    private static SystemIdentity server(String id, int timeline, long walEnd, boolean standby) {
        return new SystemIdentity(id, timeline, new Lsn(walEnd), standby);
    }

    private static SystemIdentity server() {
        return server("7001", 1, 0x9000, false);
    }

    private static Optional<SourceOffset> storedAt(long lsn) {
        return Optional.of(SourceOffset.between(HISTORY, lsn, 0));
    }

    @Test
    void startsAtTheSlotWithoutAStoredOffset() throws Exception {
        SourceOffset start = StartCheck.resume(Optional.empty(), slot(0x5000), server());
        assertThat(start.resumeFrom()).isEqualTo(new Lsn(0x5000));
        assertThat(start.history()).isEqualTo(HISTORY);
    }

    @Test
    void goesOnAtTheStoredOffsetWhenTheSlotIsNotPastIt() throws Exception {
        for (long confirmed : new long[] {0x4000, 0x5000}) {
            assertThat(StartCheck.resume(storedAt(0x5000), slot(confirmed), server()).resumeFrom())
                    .isEqualTo(new Lsn(0x5000));
        }
    }

    @Test
    void goesOnInsideATransactionFromItsCommitRecord() throws Exception {
        Map<String, Object> stored = new HashMap<>(storedAt(0x5000).get());
        stored.remove("end_lsn");
        stored.put("change", 3L);
        Optional<SourceOffset> inside = Optional.of(SourceOffset.of(stored));
        assertThat(StartCheck.resume(inside, slot(0x5000), server()).resumeFrom())
                .isEqualTo(new Lsn(0x5000));
        assertThatThrownBy(() -> StartCheck.resume(inside, slot(0x5008), server()))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void stopsWhenTheSlotIsPastTheStoredOffset() {
        assertThatThrownBy(() -> StartCheck.resume(storedAt(0x5000), slot(0x5001), server()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Cannot resume from LSN 0/5000")
                .hasMessageContaining("the slot stands at 0/5001");
    }

    @Test
    void stopsAtAnotherServerOrTimeline() {
        assertThatThrownBy(
                        () ->
                                StartCheck.resume(
                                        storedAt(0x5000),
                                        slot(0x5000),
                                        server("7002", 1, 0x9000, false)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("server 7001")
                .hasMessageContaining("7002");
        assertThatThrownBy(
                        () ->
                                StartCheck.resume(
                                        storedAt(0x5000),
                                        slot(0x5000),
                                        server("7001", 2, 0x9000, false)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("timeline 1 to 2");
    }

    @Test
    void stopsWhenTheServerHasLostTheLogUpToTheOffset() {
        assertThatThrownBy(
                        () ->
                                StartCheck.resume(
                                        storedAt(0x5000),
                                        slot(0x4000),
                                        server("7001", 1, 0x4FF8, false)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("the server's log ends at 0/4FF8");
    }

    @Test
    void waitsForAStandbyThatHasNotReplayedUpToTheOffset() {
        assertThatThrownBy(
                        () ->
                                StartCheck.resume(
                                        storedAt(0x5000),
                                        slot(0x4000),
                                        server("7001", 1, 0x4FF8, true)))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e ->
                                assertThat(Diagnosis.of(e).outcome())
                                        .isEqualTo(Diagnosis.Outcome.RETRY));
    }

    @Test
    void stopsAtASlotThatIsStillBeingMade() {
        ReplicationSlot unready = slot("pgoutput", "shop", Optional.empty(), "");
        assertThatThrownBy(() -> StartCheck.resume(Optional.empty(), unready, server()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("no position yet");
    }

    @Test
    void refusesSlotsThatItCannotRead() {
        Optional<Lsn> at = Optional.of(new Lsn(1));
        assertThat(StartCheck.unusable(slot("pgoutput", "shop", at, ""), "shop")).isEmpty();
        assertThat(StartCheck.unusable(slot("", "", at, ""), "shop").orElseThrow())
                .contains("physical");
        assertThat(StartCheck.unusable(slot("wal2json", "shop", at, ""), "shop").orElseThrow())
                .contains("wal2json");
        assertThat(StartCheck.unusable(slot("pgoutput", "other", at, ""), "shop").orElseThrow())
                .contains("other");
        assertThat(
                        StartCheck.unusable(slot("pgoutput", "shop", at, "wal_removed"), "shop")
                                .orElseThrow())
                .contains("wal_removed");
    }
}
