package dev.lockstep.cli.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.cli.slot.Slot;
import dev.lockstep.cli.status.SnapshotState.Part;
import dev.lockstep.cli.status.SnapshotState.Progress;
import dev.lockstep.cli.status.StatusReport.ConnectorStatus;
import dev.lockstep.cli.status.StatusReport.SinkStatus;
import dev.lockstep.cli.status.StatusReport.SourceStatus;
import dev.lockstep.cli.status.StatusReport.TaskStatus;
import dev.lockstep.event.Lsn;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    private static final Lsn END = new Lsn(0x300000);

    @Test
    void showsTheWholePipelineAndWhatIsWrongWithIt() {
        List<ConnectorStatus> connectors =
                List.of(
                        source(slot("reserved", null)),
                        sink(new SinkStatus("g", 12L, 2048L, 1500L)));
        Limits limits = new Limits(List.of(limit("10"), limit("2s"), limit("1kB")), 0xFFFFFL);
        StatusReport report =
                new StatusReport(connectors, limits.alarms(connectors), List.of("shop: no idea"));
        assertThat(new StatusText(report))
                .hasToString(
                        """
                        CONNECTOR  TYPE    STATE    TASKS     PLUGIN
                        shop       source  RUNNING  1 failed  Source
                        replica    sink    RUNNING  -         Sink

                        SOURCE  SLOT   LOG END    STORED  CONFIRMED  OLDEST KEPT   BEHIND  RETAINED  WAL       SNAPSHOT
                        shop    s     0/300000  0/200000   0/200000     0/200000  1.0 MiB   1.0 MiB  reserved  1 of 3 tables, public.orders 2 of 8 chunks

                        SINK     GROUP  LAG: CHANGES      LOG   TIME
                        replica  g                12  2.0 KiB  1.5 s

                        ! Task 0 of shop has failed: Cannot go on
                        ! Slot s of shop keeps 1.0 MiB, more than 1024.0 KiB.
                        ! replica is 12 changes behind, more than 10 changes.
                        ! replica is 2.0 KiB behind, more than 1.0 KiB.
                        ? shop: no idea
                        """);
    }

    @Test
    void soundsAnAlarmWhenTheLogIsGone() {
        Limits none = new Limits(List.of(), null);
        assertThat(none.alarms(List.of(source(slot("lost", "wal_removed")))))
                .contains("The server has invalidated slot s of shop (lost: wal_removed).");
        assertThat(none.alarms(List.of(source(null))))
                .contains("shop has no slot: s does not exist.");
    }

    @Test
    void readsTheProgressOfASnapshot() {
        Progress progress = Progress.parse("1;16400;16390/16390/32/700/0-3,7;16400/16400/64/700/");
        assertThat(progress.through()).isEqualTo(16400);
        assertThat(progress.unfinished())
                .extracting(SnapshotState.Unfinished::chunksDone)
                .containsExactly(5, 0);
        assertThat(Progress.parse("2;a different form")).isNull();
        assertThat(Progress.parse("1;1;x")).isNull();
    }

    @Test
    void knowsThreeKindsOfLag() {
        assertThat(limit("30s").excess(new SinkStatus("g", 1_000_000L, null, 30_000L))).isEmpty();
        assertThat(limit("30s").excess(new SinkStatus("g", 1L, null, 30_001L))).isPresent();
        assertThatThrownBy(() -> limit("soon")).hasMessageContaining("1000 (changes), 30s or 64MB");
    }

    private static LagLimit limit(String text) {
        return new LagLimit.Converter().convert(text);
    }

    private static Slot slot(String walStatus, String invalidation) {
        Lsn place = new Lsn(0x200000);
        return new Slot(
                "s",
                "pgoutput",
                "d",
                false,
                null,
                place,
                place,
                0x100000L,
                0L,
                walStatus,
                invalidation,
                false);
    }

    private static ConnectorStatus source(Slot slot) {
        return new ConnectorStatus(
                "shop",
                "source",
                "a.Source",
                "RUNNING",
                List.of(new TaskStatus(0, "FAILED", "w", "Cannot go on")),
                new SourceStatus(
                        "s",
                        "d",
                        END,
                        new Lsn(0x200000),
                        0x100000L,
                        slot,
                        new SnapshotState(3, 1, List.of(new Part("public.orders", 2, 8)))),
                null);
    }

    private static ConnectorStatus sink(SinkStatus status) {
        return new ConnectorStatus("replica", "sink", "a.Sink", "RUNNING", List.of(), null, status);
    }
}
