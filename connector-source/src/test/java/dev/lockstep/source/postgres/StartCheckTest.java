package dev.lockstep.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

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
        return new ReplicationSlot("lockstep", plugin, database, 0, "", confirmed, false, lost);
    }

    private static SystemIdentity server(String id, int timeline, long walEnd, boolean standby) {
        return new SystemIdentity(id, timeline, new Lsn(walEnd), standby);
    }

    private static SystemIdentity server() {
        return server("7001", 1, 0x9000, false);
    }

    private static SourceOffset storedAt(long lsn) {
        return SourceOffset.between(HISTORY, lsn, 0);
    }

    private static Optional<Gap> gap(
            SourceOffset stored, ReplicationSlot slot, SystemIdentity server) throws SQLException {
        return StartCheck.gap(
                stored,
                "lockstep",
                Optional.ofNullable(slot),
                server,
                timeline -> Optional.empty());
    }

    private static Optional<Gap> afterPromotion(long storedAt, long endOfTimeline, long confirmed)
            throws SQLException {
        return StartCheck.gap(
                storedAt(storedAt),
                "lockstep",
                Optional.of(slot(confirmed)),
                server("7001", 2, 0x9000, false),
                timeline -> timeline == 1 ? Optional.of(new Lsn(endOfTimeline)) : Optional.empty());
    }

    @Test
    void findsNoGapWhenTheSlotIsNotPastTheOffset() throws Exception {
        assertThat(gap(storedAt(0x5000), slot(0x4000), server())).isEmpty();
        assertThat(gap(storedAt(0x5000), slot(0x5000), server())).isEmpty();
    }

    @Test
    void goesOnInsideATransactionFromItsCommitRecord() throws Exception {
        Map<String, Object> stored = new HashMap<>(storedAt(0x5000));
        stored.remove("end_lsn");
        stored.put("change", 3L);
        SourceOffset inside = SourceOffset.of(stored);
        assertThat(gap(inside, slot(0x5000), server())).isEmpty();
        assertThat(gap(inside, slot(0x5008), server())).isPresent();
    }

    @Test
    void namesTheGapBeforeASlotThatIsPastTheOffset() throws Exception {
        Gap gap = gap(storedAt(0x5000), slot(0x5001), server()).orElseThrow();
        assertThat(gap.failure())
                .hasMessageContaining("Cannot resume from LSN 0/5000")
                .hasMessageContaining("from 0/5000 up to 0/5001")
                .hasMessageContaining("set gap.policy to warn");
        assertThat(gap.goOnAt()).isEqualTo(new Lsn(0x5001));
    }

    @Test
    void namesTheGapOfASlotThatIsGoneOrInvalidated() throws Exception {
        Gap gone = gap(storedAt(0x5000), null, server()).orElseThrow();
        assertThat(gone.failure())
                .hasMessageContaining("does not exist any more")
                .hasMessageContaining("from 0/5000 up to the present end of its log, 0/9000");
        assertThat(gone.goOnAt()).isNull();
        ReplicationSlot lost =
                slot("pgoutput", "shop", Optional.of(new Lsn(0x5000)), "wal_removed");
        assertThat(gap(storedAt(0x5000), lost, server()).orElseThrow().failure())
                .hasMessageContaining("wal_removed");
    }

    @Test
    void findsAGapAtAnotherServerOrAnUnknownTimeline() throws Exception {
        Gap server =
                gap(storedAt(0x5000), slot(0x1000), server("7002", 1, 0x9000, false)).orElseThrow();
        assertThat(server.failure())
                .hasMessageContaining("server 7001")
                .hasMessageContaining("7002");
        assertThat(server.goOnAt()).isEqualTo(new Lsn(0x1000));
        Gap timeline =
                gap(storedAt(0x5000), slot(0x5000), server("7001", 2, 0x9000, false)).orElseThrow();
        assertThat(timeline.failure()).hasMessageContaining("timeline 1 to 2");
    }

    @Test
    void goesOnAfterAPromotionWhenTheNewTimelineHasEverythingUpToTheOffset() throws Exception {
        assertThat(afterPromotion(0x5000, 0x5000, 0x4000)).isEmpty();
        assertThat(afterPromotion(0x5000, 0x6000, 0x5000)).isEmpty();
        assertThat(afterPromotion(0x5000, 0x6000, 0x5500)).as("slot is past it").isPresent();
    }

    @Test
    void namesWhatThePromotedServerNeverHad() throws Exception {
        Gap gap = afterPromotion(0x5000, 0x4800, 0x4000).orElseThrow();
        assertThat(gap.failure())
                .hasMessageContaining("timeline 1 to 2 at 0/4800")
                .hasMessageContaining("from there up to 0/5000");
        assertThat(gap.goOnAt()).as("where the histories part").isEqualTo(new Lsn(0x4800));
        assertThat(afterPromotion(0x5000, 0x4800, 0x4900).orElseThrow().goOnAt())
                .as("the slot has no more than that")
                .isEqualTo(new Lsn(0x4900));
    }

    @Test
    void findsAGapWhenTheServerHasLostTheLogUpToTheOffset() throws Exception {
        Gap gap =
                gap(storedAt(0x5000), slot(0x4000), server("7001", 1, 0x4FF8, false)).orElseThrow();
        assertThat(gap.failure()).hasMessageContaining("the server's log ends at 0/4FF8");
    }

    @Test
    void waitsForAStandbyThatHasNotReplayedUpToTheOffset() {
        assertThatThrownBy(
                        () -> gap(storedAt(0x5000), slot(0x4000), server("7001", 1, 0x4FF8, true)))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e ->
                                assertThat(Diagnosis.of(e).outcome())
                                        .isEqualTo(Diagnosis.Outcome.RETRY));
    }

    @Test
    void stopsAtASlotThatIsStillBeingMade() {
        ReplicationSlot unready = slot("pgoutput", "shop", Optional.empty(), "");
        assertThatThrownBy(() -> StartCheck.position(unready))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("no position yet");
    }

    @Test
    void tellsWhyAPlaceIsOutOfReach() {
        assertThat(StartPoint.unreachable(new Lsn(0x5000), Optional.of(slot(0x5000)), server()))
                .isEmpty();
        assertThat(StartPoint.unreachable(new Lsn(0x4000), Optional.of(slot(0x5000)), server()))
                .get(STRING)
                .contains("from 0/4000 up to 0/5000");
        assertThat(StartPoint.unreachable(new Lsn(0x9008), Optional.of(slot(0x5000)), server()))
                .get(STRING)
                .contains("log ends at 0/9000");
        assertThat(StartPoint.unreachable(new Lsn(0x5000), Optional.empty(), server()))
                .get(STRING)
                .contains("no slot");
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
